"""The questions that an editor asks besides: how they are worded, asked, answered and kept."""

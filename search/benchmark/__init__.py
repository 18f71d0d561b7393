"""The benchmark of the search: judged queries, baselines, generated documents, speed."""

// Draws the lines on a canvas for some seconds and gives the recording of it as base64.
async (lines) => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 854, height: 480 });
  const brush = canvas.getContext("2d");
  let frame = 0;
  const draw = () => {
    brush.fillStyle = "#16324f";
    brush.fillRect(0, 0, canvas.width, canvas.height);
    brush.fillStyle = "#ffffff";
    brush.textAlign = "center";
    lines.forEach((line, row) => {
      brush.font = `${row === 0 ? 44 : 28}px "Noto Sans CJK JP", sans-serif`;
      brush.fillText(line, canvas.width / 2, 150 + row * 70, canvas.width - 60);
    });
    // Something must move: an unchanged canvas gives no frames.
    brush.fillRect(0, canvas.height - 6, ((frame += 1) / 50) * canvas.width, 6);
  };
  const recorder = new MediaRecorder(canvas.captureStream(10), {
    mimeType: "video/webm;codecs=vp8",
    videoBitsPerSecond: 120000,
  });
  const chunks = [];
  recorder.ondataavailable = (event) => chunks.push(event.data);
  const stopped = new Promise((resolve) => (recorder.onstop = resolve));
  draw();
  recorder.start();
  const timer = setInterval(draw, 100);
  await new Promise((resolve) => setTimeout(resolve, 5000));
  clearInterval(timer);
  recorder.stop();
  await stopped;
  const bytes = new Uint8Array(await new Blob(chunks).arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

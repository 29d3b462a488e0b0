// The terminal of the page: keys and the window's size out, what the kiosk writes in. Nothing else.
import { Terminal } from "./xterm.mjs";
import { FitAddon } from "./addon-fit.mjs";

const SIGNED_OFF = 4001;
const place = document.getElementById("terminal");
const lost = document.getElementById("lost");
const terminal = new Terminal({
  fontFamily: "'DejaVu Sans Mono', 'Liberation Mono', Consolas, Menlo, monospace",
  fontSize: 18,
  cursorBlink: false,
  scrollback: 0,
  theme: { background: "#101418", foreground: "#d8d8d8" },
});
const fit = new FitAddon();
terminal.loadAddon(fit);
terminal.open(place);
fit.fit();
// F1 to F12 and Tab are the kiosk's: the browser's help, search, reload and tools would take them
terminal.attachCustomKeyEventHandler((event) => {
  if (/^F\d+$/.test(event.key) || event.key === "Tab") event.preventDefault();
  return true;
});

const address = new URL("terminal", location.href);
address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
address.searchParams.set("columns", terminal.cols);
address.searchParams.set("rows", terminal.rows);
const socket = new WebSocket(address);
socket.binaryType = "arraybuffer";
const encoder = new TextEncoder();

socket.onmessage = (event) => terminal.write(new Uint8Array(event.data));
terminal.onData((data) => {
  if (socket.readyState === WebSocket.OPEN) socket.send(encoder.encode(data));
});
terminal.onResize((size) => {
  if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ columns: size.cols, rows: size.rows }));
});
window.addEventListener("resize", () => fit.fit());
socket.onclose = (event) => {
  if (event.code === SIGNED_OFF) location.replace("./");
  else lost.hidden = false;
};

// The bell: one short tone. A browser lets a page sound only after its first key, which signing on was.
let audio;
terminal.onBell(() => {
  audio = audio || new AudioContext();
  const tone = audio.createOscillator();
  tone.frequency.value = 880;
  tone.connect(audio.destination);
  tone.start();
  tone.stop(audio.currentTime + 0.12);
});
terminal.focus();
place.addEventListener("click", () => terminal.focus());

// Sound beside the text: a player for a file, or a link that opens the page's own video at the right second.
//
// Of subtitles, recogniser output and pages with times beside them the program tells the cues; elsewhere a time is read from the text itself, at or above the place:
// `[01:02.50]` or `01:02` at the head of a line.

const kTime = /^\s*(?:\d+\s*\n)?\[?((?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?)\]?(?:\s*-->\s*((?:\d{1,2}:)?\d{1,2}:\d{2}[.,]\d{1,3}))?/;
const secondsOf = text => text.replace(',', '.').split(':').reduce((sum, part) => sum * 60 + Number(part), 0);

// [begin, end] in seconds of the cue that holds the place; null when no time is written above it. The end is the next one's beginning.
function cueAt(page, at) {
  if (page.cues.length) return toldCue(page.cues, at);
  const line = page.lineOf(at) - 1;
  for (let i = line; i >= 0 && i > line - 400; --i) {
    const m = kTime.exec(page.text.slice(page.lineStarts[i], page.lineStarts[i + 1]));
    if (!m) continue;
    let end = m[2] ? secondsOf(m[2]) : null;
    for (let j = i + 1; end === null && j < page.lineStarts.length && j < i + 400; ++j) {
      const n = kTime.exec(page.text.slice(page.lineStarts[j], page.lineStarts[j + 1]));
      if (n) end = secondsOf(n[1]);
    }
    return [secondsOf(m[1]), end];
  }
  return null;
}

function toldCue(cues, at) {  // [begin in the text, from, to] one after the other, in milliseconds
  let low = 0, high = cues.length / 3;
  while (high - low > 1) { const mid = (low + high) >> 1; if (cues[3 * mid] <= at) low = mid; else high = mid; }
  return [cues[3 * low + 1] / 1000, cues[3 * low + 2] < 0 ? null : cues[3 * low + 2] / 1000];
}

function videosOf(page) {
  const out = [];
  for (const m of page.text.matchAll(/player\.bilibili\.com\/player\.html\?[^"'\s>]*?\bbvid=(BV[0-9A-Za-z]{10})(?:[^"'\s>]*?\bpage=(\d+))?/g)) out.push(['B站', `https://www.bilibili.com/video/${m[1]}?p=${m[2] || 1}&t=`]);
  for (const m of page.text.matchAll(/youtube(?:-nocookie)?\.com\/embed\/([0-9A-Za-z_-]{11})/g)) out.push(['YouTube', `https://www.youtube.com/watch?v=${m[1]}&t=`]);
  return out.slice(0, 4);
}

function mediaLinks(host, f) {
  const cue = cueAt(f.page, f.s), player = document.querySelector('#player audio, #player video');
  if (!cue) return;
  const box = el('p', {class: 'media'});
  if (player) box.append(el('button', {onclick: () => playCue()}, L('▶ 听这一句', '▶ play this cue'), el('kbd', {}, 'p')));
  for (const [name, address] of videosOf(f.page)) {
    box.append(el('a', {href: address + Math.max(0, Math.floor(cue[0]) - 1), target: '_blank', rel: 'noopener noreferrer'}, `${name} ${clock(cue[0])}`));
  }
  if (box.childNodes.length) host.append(box);
}
const clock = s => `${Math.floor(s / 60)}:${String(Math.floor(s % 60)).padStart(2, '0')}`;

const sound = {loop: true, stop: null, start: 0};
function openPlayer(source, isVideo) {
  const host = $('player');
  host.textContent = '';
  const player = el(isVideo ? 'video' : 'audio', {src: source, controls: true, preload: 'metadata'});
  const rate = el('output', {}, '1.0×');
  const loop = el('button', {'aria-pressed': 'true', onclick: () => { sound.loop = !sound.loop; loop.setAttribute('aria-pressed', String(sound.loop)); }}, L('循环', 'loop'));
  player.addEventListener('ratechange', () => { rate.textContent = player.playbackRate.toFixed(1) + '×'; });
  player.addEventListener('timeupdate', () => {
    if (sound.stop !== null && player.currentTime >= sound.stop) { if (sound.loop) player.currentTime = sound.start; else { player.pause(); sound.stop = null; } }
  });
  host.append(player, el('button', {onclick: () => playCue()}, L('这一句', 'cue'), el('kbd', {}, 'p')), loop,
    el('button', {onclick: () => speed(-0.1), 'aria-label': L('放慢', 'slower')}, '−'), rate, el('button', {onclick: () => speed(0.1), 'aria-label': L('加快', 'faster')}, '+'));
  host.hidden = false;
  document.body.classList.add('with-player');
  drawDetail();
}
const thePlayer = () => document.querySelector('#player audio, #player video');
function speed(by) { const p = thePlayer(); if (p) p.playbackRate = Math.min(3, Math.max(0.3, Math.round((p.playbackRate + by) * 10) / 10)); }
function playCue() {
  const p = thePlayer(), f = view.current, at = f ? f.s : reading.on && reading.sentences[reading.at] ? reading.sentences[reading.at][0] : null;
  if (!p || at === null) return;
  if (!p.paused && sound.stop !== null) { p.pause(); sound.stop = null; return; }
  const cue = cueAt(view.page, at);
  if (!cue) { tell(L('这里没有时间', 'no time is known here')); return; }
  sound.start = Math.max(0, cue[0] - 1);
  sound.stop = cue[1] === null ? null : cue[1] + 0.3;
  p.currentTime = sound.start;
  p.play();
}
function seek(by) { const p = thePlayer(); if (p) { sound.stop = null; p.currentTime = Math.max(0, p.currentTime + by); } }

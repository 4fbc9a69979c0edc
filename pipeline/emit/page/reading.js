// Reading through: sentence by sentence, with a correction wherever one is needed.
//
// The editor is a form under the row. For a finding it holds what shall stand there; for a sentence, the whole sentence as it will
// read, and what differs when it is closed becomes edits, each as short as it can be. A selection can be wrapped in 《》 or “” with one key.

const reading = {on: false, sentences: [], at: -1};

function startReading(on) {
  if (on && lineEnds.on) startLineEnds(false);
  reading.on = on;
  $('reading').setAttribute('aria-pressed', String(on));
  if (!on) { if (CSS.highlights) CSS.highlights.delete('sentence'); document.body.classList.remove('reading'); tell(L('结束通读', 'reading ends')); return; }
  if (view.mode === 'changes') setView('marked');
  document.body.classList.add('reading');
  reading.sentences = view.rows.flatMap(row => sentencesOf(view.page.text, row.begin, row.end)).filter(([s, e]) => {
    for (let at = s; at < e;) { const q = view.page.quietAt(at); if (q < 0) return true; at = view.page.quiet[2 * q + 1]; }
    return false;  // nothing but markup
  });
  const from = view.current ? view.current.s : firstSeen();
  reading.at = Math.max(0, reading.sentences.findIndex(([, e]) => e > from));
  showSentence();
}

function firstSeen() {
  const top = $('text').getBoundingClientRect().top;
  const row = view.rows.find(r => r.node.getBoundingClientRect().bottom > top + 20);
  return row ? row.begin : 0;
}

function rangeOf(begin, end) {
  const row = view.rows.find(r => r.begin <= begin && begin <= r.end);
  if (!row) return null;
  const range = document.createRange();
  let started = false, seen = null;
  for (const node of row.body.querySelectorAll('[data-s]')) {
    const s = Number(node.dataset.s), n = Number(node.dataset.n) || node.textContent.length, text = node.firstChild;
    if (!text || s + n <= begin || s >= end) continue;
    if (!started) { range.setStart(text, node.dataset.n ? 0 : Math.max(0, begin - s)); started = true; }
    range.setEnd(text, node.dataset.n ? text.length : Math.min(text.length, end - s));
    seen = node;
  }
  return started ? [range, row, seen] : null;
}

function showSentence() {
  const sentence = reading.sentences[reading.at];
  if (!sentence) { tell(L('没有句子', 'no sentences')); return; }
  const found = rangeOf(...sentence);
  if (!found) return;
  if (CSS.highlights) CSS.highlights.set('sentence', new Highlight(found[0]));
  const box = found[0].getBoundingClientRect(), host = $('text').getBoundingClientRect();
  if (box.top < host.top + 80 || box.bottom > host.bottom - 160) found[1].node.scrollIntoView({block: 'center'});
  const f = view.page.findings.find(x => !x.superseded && x.state === 'pending' && x.s >= sentence[0] && x.s < sentence[1]);
  if (f) setCurrent(f, false); else { if (view.current) { const old = view.current; view.current = null; redraw(old); drawDetail(); } $('text').focus({preventScroll: true}); }
  tell(`${reading.at + 1} / ${reading.sentences.length}　` + visible(finalOf(...sentence)));
}

function stepSentence(step) {
  reading.at = Math.min(reading.sentences.length - 1, Math.max(0, reading.at + step));
  showSentence();
}

// How a stretch will read.
function finalOf(begin, end) {
  let out = '', at = begin;
  for (const [s, e, to] of view.page.edits()) {
    if (s < begin || e > end || s < at) continue;
    out += view.page.text.slice(at, s) + to;
    at = e;
  }
  return out + view.page.text.slice(at, end);
}

// ---- the editor

function openEditor(row, label, text, save) {
  closeEditor();
  const area = el('textarea', {rows: Math.min(6, Math.ceil(text.length / 34) || 1), spellcheck: 'false', 'aria-label': label});
  area.value = text;
  let composing = false;
  area.addEventListener('compositionstart', () => { composing = true; });
  area.addEventListener('compositionend', () => { composing = false; });
  const done = () => { const value = area.value; closeEditor(); save(value); };
  const around = (open, close) => { area.setRangeText(open + area.value.slice(area.selectionStart, area.selectionEnd) + close, area.selectionStart, area.selectionEnd, 'end'); area.focus(); };
  area.addEventListener('keydown', event => {
    event.stopPropagation();
    if (event.isComposing || composing || event.keyCode === 229) return;
    if (event.key === 'Enter' && !event.shiftKey) { event.preventDefault(); done(); }
    else if (event.key === 'Escape') { event.preventDefault(); closeEditor(); (view.current && view.elements.get(view.current) || $('text')).focus({preventScroll: true}); }
    else if ((event.ctrlKey || event.metaKey) && event.key === '[') { event.preventDefault(); around('《', '》'); }
    else if ((event.ctrlKey || event.metaKey) && event.key === "'") { event.preventDefault(); around('“', '”'); }
  });
  const form = el('form', {class: 'editor'}, el('label', {}, label), area, el('div', {class: 'buttons'},
    el('button', {type: 'submit', class: 'chief'}, L('改好', 'Save'), el('kbd', {}, '↵')), el('button', {type: 'button', onclick: closeEditor}, L('放弃', 'Cancel'), el('kbd', {}, 'Esc')),
    el('span', {class: 'gap'}), el('button', {type: 'button', title: 'Ctrl+[', onclick: () => around('《', '》')}, '《》'), el('button', {type: 'button', title: "Ctrl+'", onclick: () => around('“', '”')}, '“”')));
  form.addEventListener('submit', event => { event.preventDefault(); done(); });
  row.node.after(form);
  form.scrollIntoView({block: 'nearest'});
  area.focus();
  area.select();
}
function closeEditor() { const form = document.querySelector('.editor'); if (form) form.remove(); }
const rowAt = at => view.rows.find(r => r.begin <= at && at <= r.end);

function editCurrent() {
  const span = selectedSpan();
  if (span) { editSpan(...span); return; }
  const f = view.current;
  if (f && !f.superseded) {
    openEditor(rowAt(f.s), L('改成', 'Change to'), newText(f) === null ? f.old : newText(f), value => { setCurrent(typed(f.page, f.s, f.e, value, f) || f, false); offerAlike(); });
    return;
  }
  if (reading.on && reading.sentences[reading.at]) editSentence();
}

function editSpan(begin, end) {
  openEditor(rowAt(begin), L('改成', 'Change to'), view.page.text.slice(begin, end), value => {
    const f = typed(view.page, begin, end, value, view.page.findings.find(x => x.s === begin && x.e === end));
    document.getSelection().removeAllRanges();
    if (f) { setCurrent(f, false); offerAlike(); }
  });
}

function editSentence() {
  const [begin, end] = reading.sentences[reading.at], page = view.page;
  openEditor(rowAt(begin), L('这一句', 'This sentence'), finalOf(begin, end), value => {
    const old = page.text.slice(begin, end);
    let last = null;
    const before = new Map(page.edits().filter(([s, e]) => s >= begin && e <= end).map(edit => [edit.join('\u0000'), edit]));
    for (const [s, e, to] of differences(old, value).map(([s, e, t]) => [s + begin, e + begin, t]).reverse()) {
      if (before.delete([s, e, to].join('\u0000'))) continue;
      const offered = page.findings.find(f => f.s === s && f.e === e && f.new.includes(to));
      if (offered) change(L('接受 ', 'accept ') + visible(offered.old), [[offered, {state: 'accepted', choice: offered.new.indexOf(to), to: null, scope: 'here', superseded: false}]]);
      else last = typed(page, s, e, to, page.findings.find(f => f.s === s && f.e === e)) || last;
    }
    for (const [s, e] of before.values()) {  // taken back by hand
      const f = page.findings.find(x => x.s <= s && e <= x.e && isDecided(x) && !x.superseded);
      if (f && differences(old, value).every(([a, b]) => begin + b <= f.s || begin + a >= f.e)) change(L('拒绝 ', 'reject ') + visible(f.old), [[f, {state: 'rejected', to: f.to, superseded: f.manual}]]);
    }
    if (last) { setCurrent(last, false); offerAlike(); } else $('text').focus({preventScroll: true});
    const found = rangeOf(begin, end);
    if (found && CSS.highlights) CSS.highlights.set('sentence', new Highlight(found[0]));
  });
}

function offerAlike() {
  const n = view.current ? alike(view.current).length : 0;
  if (n) { tell(L(`同样改其余 ${n} 处？按 =`, `${n} more alike: press = to change them too`)); const button = $('alike'); if (button) button.focus({preventScroll: true}); }
}

function wrap(open, close) {
  const span = selectedSpan();
  if (!span) { tell(L('先选中文字', 'select some text first')); return; }
  const [begin, end] = span, f = view.page.findings.find(x => x.s === begin && x.e === end);
  const text = f && isDecided(f) && newText(f) !== null ? newText(f) : view.page.text.slice(begin, end);
  const made = typed(view.page, begin, end, open + text + close, f);
  document.getSelection().removeAllRanges();
  if (made) { setCurrent(made, false); tell(L('已加 ', 'wrapped in ') + open + close); offerAlike(); }
}

function selectionChanged() {
  const tools = $('selection-tools'), span = view.mode === 'changes' ? null : selectedSpan();
  tools.hidden = !span;
  if (!span) return;
  const box = document.getSelection().getRangeAt(0).getBoundingClientRect();
  tools.style.left = Math.max(8, Math.min(window.innerWidth - 260, box.left)) + 'px';
  tools.style.top = Math.max(56, box.top - 46) + 'px';
}

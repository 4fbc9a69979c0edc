// Drawing: a page as rows of text with its findings in place. Every word of a file goes in as a text node, never as markup.
//
// A row is a line of the file, or several where a finding reaches over their ends. An answer redraws the finding's own element. Rows stand in
// blocks of 25, of which `content-visibility` (page.css) lays out only those that are seen: of a thousand single rows each layout would ask
// every one, several times a key. Elements whose text is the file's carry `data-s`, where it begins, so that a
// selection can be told as a place in the file.

const $ = id => document.getElementById(id);
const el = (tag, properties = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (key === 'class') node.className = value;
    else if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? '' : value);
  }
  node.append(...children.filter(c => c !== null && c !== undefined));
  return node;
};

const view = {page: null, mode: 'marked', current: null, elements: new Map(), rows: []};

// The file's text from `begin` on, with what is unseen made visible.
function sourceText(parent, text, begin) {
  let at = 0;
  const put = (piece, from) => { if (piece) parent.append(el('span', {'data-s': from}, piece)); };
  for (const m of text.matchAll(kUnseen)) {
    put(text.slice(at, m.index), begin + at);
    parent.append(el('span', {class: 'unseen', 'data-s': begin + m.index, 'data-n': m[0].length, title: nameOfUnseen(m[0])}, nameOfUnseen(m[0])));
    at = m.index + m[0].length;
  }
  put(text.slice(at), begin + at);
}

function ownText(parent, text) {  // not the file's: candidates, typed text
  let at = 0;
  for (const m of text.matchAll(/\n|[^\n]*/g)) {
    if (m[0] === '\n') parent.append(el('span', {class: 'line-end', 'aria-label': L('换行', 'line end')}, '⏎'));
    else if (m[0]) {
      at = 0;
      for (const u of m[0].matchAll(kUnseen)) {
        parent.append(m[0].slice(at, u.index), el('span', {class: 'unseen'}, nameOfUnseen(u[0])));
        at = u.index + u[0].length;
      }
      parent.append(m[0].slice(at));
    }
  }
}

function removed(text, begin) {
  const node = el('del');
  let at = 0;
  for (const piece of text.split(/(\n)/)) {
    if (piece === '\n') node.append(el('span', {class: 'line-end', 'data-s': begin + at, 'data-n': 1}, '⏎'));
    else if (piece) sourceText(node, piece, begin + at);
    at += piece.length;
  }
  return node;
}
function added(text) { const node = el('ins'); ownText(node, text); return node; }

function sentenceFor(f) {
  const to = newText(f);
  const change = to === null ? visible(f.old) : to === '' ? L('删去 ', 'delete ') + visible(f.old)
               : f.old === '' ? L('插入 ', 'insert ') + visible(to) : visible(f.old) + L(' 改为 ', ' to ') + visible(to);
  return change;
}
const stateName = s => ({pending: L('待定', 'open'), accepted: L('已接受', 'accepted'), rejected: L('已拒绝', 'rejected'), edited: L('已改写', 'edited'), later: L('稍后', 'later')})[s];
const tierName = t => ({safe: L('确定', 'safe'), suggest: L('建议', 'suggested'), hint: L('提示', 'hint')})[t];

function fillFinding(node, f) {
  node.textContent = '';
  const to = newText(f), decided = f.state === 'accepted' || f.state === 'edited';
  node.className = ['f', f.state, 'tier-' + f.tier, f === view.current ? 'current' : '', f.superseded ? 'superseded' : '', passes(f) || f === view.current ? '' : 'faint'].join(' ').trim();
  const number = numberOf(f);
  if (number) node.append(el('b', {class: 'place-number'}, String(number)));
  node.setAttribute('aria-label', `${tierName(f.tier)}：${sentenceFor(f)}，${stateName(f.state)}`);
  if (f === view.current) node.setAttribute('aria-current', 'true'); else node.removeAttribute('aria-current');
  if (view.mode === 'before' || to === null || f.superseded || (view.mode === 'after' && !decided)) { sourceText(node, f.old, f.s); return; }
  let at = f.s;
  for (const [s, e, text] of editsOf(f)) {
    sourceText(node, view.page.text.slice(at, s), at);
    const [before, after] = [view.page.text.slice(s, e), text];
    if (view.mode === 'after') { if (after.includes('\n')) afterLines(node, after); else ownText(node, after); at = e; continue; }
    const inside = before ? after.indexOf(before) : -1;  // something is put around it: 《》
    if (inside > 0 && inside + before.length < after.length) {
      node.append(added(after.slice(0, inside)));
      sourceText(node, before, s);
      node.append(added(after.slice(inside + before.length)));
      at = e;
      continue;
    }
    let head = 0, tail = 0;
    const most = Math.min(before.length, after.length);
    while (head < most && before[head] === after[head]) ++head;
    while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) ++tail;
    if (head + tail > 0 && /[\ud800-\udfff]/.test(before + after)) head = tail = 0;
    if (head) sourceText(node, before.slice(0, head), s);
    if (before.length > head + tail) node.append(removed(before.slice(head, before.length - tail), s + head));
    if (after.length > head + tail) node.append(added(after.slice(head, after.length - tail)));
    if (tail) sourceText(node, before.slice(before.length - tail), e - tail);
    at = e;
  }
  sourceText(node, view.page.text.slice(at, f.e), at);
}
function afterLines(node, text) {
  text.split('\n').forEach((line, i) => { if (i) node.append(el('br')); ownText(node, line); });
}

function findingNode(f) {
  let node = view.elements.get(f);
  if (!node) {
    node = el('span', {role: 'group', tabindex: -1, 'data-id': f.id});
    node.addEventListener('click', () => { if (document.getSelection().isCollapsed) { if (lineEnds.on && isLineEnd(f)) clickPlace(f); else setCurrent(f, false); } });
    view.elements.set(f, node);
  }
  fillFinding(node, f);
  return node;
}

// The stretch [begin, end) without findings: prose and markup.
function plain(parent, begin, end) {
  const page = view.page;
  let at = begin;
  while (at < end) {
    let q = page.quietAt(at), stop = end, quiet = q >= 0;
    if (quiet) stop = Math.min(end, page.quiet[2 * q + 1]);
    else {
      let low = 0, high = page.quiet.length / 2;
      while (low < high) { const mid = (low + high) >> 1; if (page.quiet[2 * mid] < at) low = mid + 1; else high = mid; }
      if (low < page.quiet.length / 2) stop = Math.min(end, page.quiet[2 * low]);
    }
    const text = page.text.slice(at, stop);
    if (quiet) {
      const mark = el('span', {class: text.length > 48 ? 'markup long' : 'markup', title: text.length > 48 ? visible(text) : null});
      sourceText(mark, text, at);
      parent.append(mark);
    } else sourceText(parent, text, at);
    at = stop;
  }
}

function fillRow(row) {
  const page = view.page;
  row.body.textContent = '';
  let at = row.begin;
  for (const f of row.findings) {
    if (f.s < at) continue;  // under another one: told at the right, not twice in the text
    plain(row.body, at, f.s);
    row.body.append(findingNode(f));
    at = f.e;
  }
  plain(row.body, at, row.end);
  if (row.begin === row.end) row.body.append(el('br'));
}

function drawPage() {
  const page = view.page, host = $('text');
  view.elements.clear();
  view.rows = [];
  host.textContent = '';
  host.className = 'view-' + view.mode;
  const all = document.createDocumentFragment();
  let next = 0;
  for (let line = 0; line < page.lineStarts.length;) {
    const row = {line: line + 1, begin: page.lineStarts[line], findings: []};
    let last = line;
    const endOf = n => n + 1 < page.lineStarts.length ? page.lineStarts[n + 1] - 1 : page.text.length;
    while (next < page.findings.length && page.findings[next].s <= endOf(last)) {
      const f = page.findings[next++];
      row.findings.push(f);
      f.row = row;
      while (f.e > endOf(last)) ++last;
    }
    row.end = endOf(last);
    line = last + 1;
    if (line === page.lineStarts.length && row.begin === row.end && row.findings.length === 0 && page.text.endsWith('\n')) break;
    row.body = el('span', {class: 'body'});
    row.node = el('div', {class: 'row' + (row.findings.length ? ' has' : '')}, el('span', {class: 'number', 'aria-hidden': 'true'}, String(row.line)), row.body);
    row.node.row = row;
    fillRow(row);
    if (view.rows.length % 25 === 0) all.append(el('div', {class: 'rows'}));
    view.rows.push(row);
    all.lastChild.append(row.node);
  }
  host.append(all);
}

function redraw(f) { const node = view.elements.get(f); if (node) fillFinding(node, f); }

// Where a place of the document stands in the file.
function sourceOf(node, offset) {
  if (node.nodeType === Node.ELEMENT_NODE) {
    const child = node.childNodes[offset];
    if (child) { const inside = child.querySelector && (child.matches('[data-s]') ? child : child.querySelector('[data-s]')); if (inside) return Number(inside.dataset.s); }
    const before = [...node.querySelectorAll('[data-s]')].filter(x => !child || (x.compareDocumentPosition(child) & Node.DOCUMENT_POSITION_FOLLOWING));
    const last = before[before.length - 1];
    if (last) return Number(last.dataset.s) + (Number(last.dataset.n) || last.textContent.length);
    return null;
  }
  const holder = node.parentElement.closest('[data-s]');
  if (holder) return Number(holder.dataset.s) + (holder.dataset.n ? (offset > 0 ? Number(holder.dataset.n) : 0) : offset);
  const f = node.parentElement.closest('.f');
  const found = f && view.page.findings.find(x => x.id === f.dataset.id);
  return found ? (offset > 0 ? found.e : found.s) : null;
}

function selectedSpan() {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!$('text').contains(range.commonAncestorContainer)) return null;
  const begin = sourceOf(range.startContainer, range.startOffset), end = sourceOf(range.endContainer, range.endOffset);
  return begin !== null && end !== null && begin < end && end - begin <= 2000 ? [begin, end] : null;
}

// The two layers of what has been decided (or, with nothing decided, of all that is offered): line ends, spaces and marks, with the proof
// that every letter is the same; then words, one sentence a row.
function drawChanges() {
  const host = $('changes');
  host.textContent = '';
  for (const page of data.pages) {
    const decided = page.edits();
    const edits = decided.length ? decided : page.edits(f => f.new.length > 0 && !f.superseded);
    const layout = edits.filter(([s, e, to]) => lettersOf(page.text.slice(s, e)) === lettersOf(to));
    const words = edits.filter(x => !layout.includes(x));
    const same = lettersOf(page.after(layout)) === lettersOf(page.text);
    host.append(el('h2', {}, visible(page.file)), el('p', {class: 'note'}, decided.length ? L(`已接受的 ${edits.length} 处`, `${edits.length} accepted`) : L(`尚未接受；以下是全部 ${edits.length} 处建议`, `nothing accepted yet; all ${edits.length} that are offered`)));
    host.append(el('h3', {}, L(`一、断句、分段与标点：${layout.length} 处`, `1. Line ends, paragraphs and marks: ${layout.length}`)));
    if (layout.length) {
      const count = Array.from(lettersOf(page.text)).length.toLocaleString('en-US');
      host.append(el('p', {class: same ? 'proof' : 'proof bad'}, same ? L(`✓ 正文 ${count} 字逐字相同`, `✓ all ${count} letters are the same`) : L('✗ 字有不同', '✗ letters differ')));
    }
    changeRows(host, page, layout);
    host.append(el('h3', {}, L(`二、字词：${words.length} 处`, `2. Words: ${words.length}`)));
    changeRows(host, page, words);
  }
}

function changeRows(host, page, edits) {
  const list = el('ol', {class: 'change-rows'});
  for (let i = 0; i < edits.length;) {
    const [first] = edits[i];
    let begin = Math.max(page.text.lastIndexOf('\n', first - 1) + 1, ...['。', '！', '？'].map(m => page.text.lastIndexOf(m, first - 1) + 1), first - 120);
    if (/[\udc00-\udfff]/.test(page.text[begin] || '')) --begin;
    let end = edits[i][1];
    const stop = () => { const m = /[。！？\n]/.exec(page.text.slice(end, end + 120)); return m ? end + m.index + (m[0] === '\n' ? 0 : 1) : Math.min(page.text.length, end + 120); };
    let last = i;
    while (last + 1 < edits.length && edits[last + 1][0] < stop()) { ++last; end = edits[last][1]; }
    const row = el('span', {class: 'body'});
    let at = begin;
    for (let k = i; k <= last; ++k) {
      const [s, e, to] = edits[k];
      if (s > at) sourceText(row, page.text.slice(at, s), at);
      if (e > s) row.append(removed(page.text.slice(s, e), s));
      if (to) row.append(added(to));
      at = e;
    }
    if (stop() > at) sourceText(row, page.text.slice(at, stop()), at);
    list.append(el('li', {}, el('span', {class: 'number'}, String(page.lineOf(first))), row));
    i = last + 1;
  }
  host.append(list);
}

// Line ends, a paragraph at a time: the places that `segment` speaks of, numbered, the lines run on.
//
// A paragraph is what stands up to the next proposed one, blank line or ninth place, as at a terminal (cli/line_end_review.cpp). A number's
// key goes through what may stand at its place: the candidates, the other marks, a new paragraph, and the line end as it is. Nothing is
// decided until the paragraph is taken, which is one step to undo.

const lineEnds = {on: false, paragraphs: [], at: 0};

const kMostPlaces = 9, kCertain = 0.9;
const kOtherMarks = ['，', '。', '？', '、', '！', '：', ''];

const isLineEnd = f => f.rule.startsWith('segment/') && f.new.length > 0 && !f.superseded && f.fate !== 'cuts_markup';
const isOpen = f => f.state === 'pending' || f.state === 'later';

function textsOf(f) {
  const out = [...f.new, ...kOtherMarks.filter(mark => !f.new.includes(mark))];
  if (f.old.includes('\n') && !f.new.some(text => text.includes('\n'))) out.push('。' + (f.old.includes('\r') ? '\r\n\r\n' : '\n\n'));
  return [...out, f.old];
}

function paragraphsOf(page) {
  const out = [];
  let last = null;
  for (const f of page.findings.filter(isLineEnd)) {
    const begins = !last || out[out.length - 1].length === kMostPlaces || last.new[0].includes('\n') || /\n\r?\n/.test(page.text.slice(last.e, f.s));
    if (begins) out.push([]);
    out[out.length - 1].push(f);
    last = f;
  }
  return out;
}

const paragraphNow = () => lineEnds.paragraphs[lineEnds.at] || [];
const numberOf = f => lineEnds.on ? paragraphNow().indexOf(f) + 1 : 0;

function startLineEnds(on) {
  if (on && reading.on) startReading(false);
  lineEnds.on = on;
  $('line-ends').setAttribute('aria-pressed', String(on));
  document.body.classList.toggle('line-ends', on);
  view.page.findings.forEach(redraw);
  if (!on) { drawDetail(); tell(L('结束断句', 'line ends are left')); return; }
  if (view.mode !== 'marked') setView('marked');
  lineEnds.paragraphs = paragraphsOf(view.page);
  lineEnds.at = -1;
  if (!stepParagraph(1, true)) { lineEnds.at = 0; showParagraph(); }
}

// To the next paragraph, or the next with something open.
function stepParagraph(step, open = false) {
  const {paragraphs, at} = lineEnds;
  for (let to = at + step; to >= 0 && to < paragraphs.length; to += step) {
    if (open && !paragraphs[to].some(isOpen)) continue;
    lineEnds.at = to;
    (paragraphs[at] || []).forEach(redraw);
    showParagraph();
    return true;
  }
  return false;
}

function showParagraph(said = '') {
  if (view.current) { const before = view.current; view.current = null; redraw(before); }
  const places = paragraphNow();
  places.forEach(redraw);
  drawDetail();
  const node = places.length && view.elements.get(places[0]);
  if (!node) { tell(L('本页没有断句的建议', 'no line ends on this page')); return; }
  $('text').focus({preventScroll: true});
  const last = view.elements.get(places[places.length - 1]).getBoundingClientRect(), first = node.getBoundingClientRect(), host = $('text').getBoundingClientRect();
  if (first.top < host.top + 60 || last.bottom > host.bottom - 60) node.scrollIntoView({block: 'start'});
  tell((said ? said + '。' : '') + L(`第 ${lineEnds.at + 1} 段，${places.length} 处`, `paragraph ${lineEnds.at + 1}, ${places.length} places`));
}

function turnMark(f) {
  if (!f || !isOpen(f)) return;
  const texts = textsOf(f), at = f.to === null ? f.choice : texts.indexOf(f.to), to = (at + 1) % texts.length;
  Object.assign(f, to < f.new.length ? {choice: to, to: null} : {choice: 0, to: texts[to]});
  redraw(f);
  drawDetail();
  tell(sentenceFor(f));
}

function clickPlace(f) {
  if (numberOf(f) && !view.current) { turnMark(f); return; }
  const to = lineEnds.paragraphs.findIndex(places => places.includes(f));
  if (to < 0) return;
  const before = paragraphNow();
  lineEnds.at = to;
  before.forEach(redraw);
  showParagraph();
}

// As the places stand; `left`: all of them stay line ends.
function takeParagraph(left) {
  const places = paragraphNow().filter(isOpen);
  const answers = places.map(f => {
    if (left || f.to === f.old) return [f, {state: 'rejected', to: null, scope: 'here'}];
    return [f, {state: f.to === null ? 'accepted' : 'edited', scope: 'here'}];
  });
  const kept = answers.filter(([, values]) => values.state !== 'rejected').length;
  if (answers.length) change(L('断句 ', 'line ends ') + answers.length, answers, {goesOn: true});
  const said = L(`收 ${kept} 处`, `${kept} taken`);
  if (!stepParagraph(1, true) && !stepParagraph(1)) showParagraph(said + L('，到头了', ', this is the end'));
}

const openPlaces = wanted => lineEnds.paragraphs.flat().filter(f => isOpen(f) && f.to === null && f.choice === 0 && wanted(f));
const kGroups = {
  a: [f => f.new[0] === '', n => L(`接起已有标点的 ${n} 行`, `Join the ${n} after a mark`)],
  c: [f => f.c >= kCertain, n => L(`收九成以上把握的 ${n} 处`, `Take the ${n} from 90 %`)],
};
function takeGroup(key) {
  const [wanted, label] = kGroups[key], group = openPlaces(wanted);
  if (!group.length) { tell(L('没有这样的', 'there are none')); return; }
  change(label(group.length), group.map(f => [f, {state: 'accepted', scope: 'here'}]));
  if (paragraphNow().some(isOpen) || !stepParagraph(1, true)) showParagraph(label(group.length));
}

function undoLineEnds() {
  const step = history[history.length - 1];
  undo();
  const found = step ? lineEnds.paragraphs.findIndex(places => places.some(f => step.changes.some(([x]) => x === f))) : -1;
  const before = paragraphNow();
  if (found >= 0) lineEnds.at = found;
  before.forEach(redraw);
  showParagraph();
}

const lineEndKeys = {
  Enter: () => takeParagraph(false), y: () => takeParagraph(false), ' ': () => takeParagraph(false), n: () => takeParagraph(true), a: () => takeGroup('a'), c: () => takeGroup('c'),
  s: () => stepParagraph(1), j: () => stepParagraph(1), ArrowDown: () => stepParagraph(1), k: () => stepParagraph(-1), ArrowUp: () => stepParagraph(-1), u: undoLineEnds,
  l: () => startLineEnds(false), Escape: () => startLineEnds(false),
};
function lineEndKey(key) {
  const act = /^[1-9]$/.test(key) ? () => turnMark(paragraphNow()[Number(key) - 1]) : lineEndKeys[key];
  if (act) act();
  return Boolean(act);
}

// What a place will read, on a button.
function markText(f) {
  const to = newText(f);
  return f.state === 'rejected' || to === f.old ? '⏎' : to === '' ? '∅' : to.includes('\n') ? to.trim() + '¶' : to;
}

function drawLineEnds(host) {
  const places = paragraphNow();
  if (!places.length) { host.append(el('p', {class: 'note'}, L('本页没有断句的建议。', 'No line ends on this page.'))); return; }
  host.append(el('p', {class: 'where'}, L('断句，第 ', 'line ends, line ') + view.page.lineOf(places[0].s) + L(' 行', ''), el('span', {class: 'count'}, `${lineEnds.at + 1} / ${lineEnds.paragraphs.length}`)));
  const box = el('div', {class: 'places', role: 'group', 'aria-label': L('每处的记号，按数字换', 'marks; a digit changes one')});
  places.forEach((f, i) => {
    const sure = isOpen(f) ? f.to === null && f.choice === 0 ? String(Math.round(f.c * 100)) : L('改', 'own') : stateName(f.state);
    box.append(el('button', {disabled: !isOpen(f), 'aria-label': `${i + 1}：${sentenceFor(f)}`, onclick: () => turnMark(f)}, el('kbd', {}, String(i + 1)), markText(f), el('small', {}, sure)));
  });
  host.append(box);
  const row = el('div', {class: 'answers'});
  const button = (key, label, act, kind = '') => row.append(el('button', {class: kind, onclick: act}, el('kbd', {'aria-hidden': 'true'}, key), label));
  button('↵', L('收这一段', 'take it'), lineEndKeys.Enter, 'yes');
  button('n', L('都照旧', 'leave all'), lineEndKeys.n, 'no');
  for (const key of Object.keys(kGroups)) {
    const n = openPlaces(kGroups[key][0]).length;
    if (n > 1) button(key, kGroups[key][1](n), lineEndKeys[key]);
  }
  button('j', L('下一段', 'next'), lineEndKeys.j);
  button('k', L('上一段', 'back'), lineEndKeys.k);
  button('u', L('撤销', 'undo'), undoLineEnds);
  host.append(row);
}

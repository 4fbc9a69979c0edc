// The review: answers, their undo, the filters, the panel at the right, and where to go next.
//
// Every change of a finding goes through change(), which keeps it for undo, stores it in the browser (and sends it where there is
// a server), and redraws what shows it. One key answers and goes on.

const filters = {state: new Set(), tier: new Set(), rule: new Set(), repeat: new Set(), confidence: 0, search: '', order: 'text'};
const history = [];  // [{what, changes: [[finding, before]], added: [finding]}]

// ---- filters

const groups = new Map();  // pair → findings of all pages
function countGroups() {
  groups.clear();
  for (const page of data.pages) for (const f of page.findings) {
    if (!groups.has(pairOf(f))) groups.set(pairOf(f), []);
    groups.get(pairOf(f)).push(f);
  }
}
const repeats = f => (groups.get(pairOf(f)) || [f]).length > 1;

function passesBut(f, leaveOut) {
  const is = (name, value) => name === leaveOut || filters[name].size === 0 || filters[name].has(value);
  if (!is('state', f.state) || !is('tier', f.tier) || !is('rule', f.rule) || !is('repeat', repeats(f) ? 'many' : 'one')) return false;
  if (f.c * 100 < filters.confidence && f.tier !== 'safe') return false;
  return !filters.search || (f.old + '→' + (newText(f) || '') + ' ' + f.rule + ' ' + f.msg).toLowerCase().includes(filters.search.toLowerCase());
}
const passes = f => passesBut(f, null);

function drawFilters() {
  const all = view.page ? view.page.findings : [];
  const group = (host, name, values) => {
    const kept = document.activeElement && document.activeElement.closest('#' + host) ? document.activeElement.dataset.value : null;
    $(host).textContent = '';
    for (const [value, label] of values) {
      const count = all.filter(f => passesBut(f, name) && (name === 'repeat' ? (repeats(f) ? 'many' : 'one') : name === 'rule' ? f.rule : f[name]) === value).length;
      const box = el('input', {type: 'checkbox', 'data-value': value});
      box.checked = filters[name].has(value);
      box.addEventListener('change', () => { if (box.checked) filters[name].add(value); else filters[name].delete(value); filtersChanged(); });
      $(host).append(el('label', {class: count ? '' : 'none'}, box, el('span', {}, label), el('b', {}, String(count))));
      if (kept === value) box.focus();
    }
  };
  group('by-state', 'state', ['pending', 'accepted', 'rejected', 'edited', 'later'].map(s => [s, stateName(s)]));
  group('by-tier', 'tier', ['safe', 'suggest', 'hint'].map(t => [t, tierName(t)]));
  group('by-repeat', 'repeat', [['many', L('多处相同', 'repeated')], ['one', L('仅一处', 'once')]]);
  const rules = new Map();
  for (const f of all) rules.set(f.rule, (rules.get(f.rule) || 0) + 1);
  group('by-rule', 'rule', [...rules].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([r]) => [r, r]));
  const safe = all.filter(f => f.tier === 'safe' && f.state === 'pending' && f.new.length).length;
  $('accept-safe').hidden = safe === 0;
  $('accept-safe').textContent = L(`接受全部 ${safe} 处“确定”`, `Accept all ${safe} safe ones`);
}

function filtersChanged() {
  drawFilters();
  for (const f of view.page.findings) redraw(f);
  drawDetail();
}

// ---- progress

function drawProgress() {
  let all = 0, done = 0, accepted = 0;
  for (const page of data.pages) for (const f of page.findings) {
    if (f.superseded) continue;
    ++all;
    if (isDecided(f)) ++done;
    if (f.state === 'accepted' || f.state === 'edited') ++accepted;
  }
  const share = all ? Math.round(100 * done / all) : 100;
  document.querySelector('.progress i').style.width = share + '%';
  document.querySelector('.progress').setAttribute('aria-valuenow', share);
  $('progress-text').textContent = `${done} / ${all}`;
  $('write').textContent = L(`应用已接受的 ${accepted} 处`, `Apply the ${accepted} accepted`);
  $('write').disabled = accepted === 0;
  $('export').textContent = L(`导出决定（${done}）`, `Export decisions (${done})`);
}

// ---- answers

const stored = page => 'jiaodui:' + page.file;
function store(page) {
  if (data.mode === 'web') return;  // the server keeps it
  const kept = {hash: page.hash, answers: {}, manual: []};
  for (const f of page.findings) {
    if (f.manual) kept.manual.push([f.s, f.e, f.old, f.to]);
    else if (f.state !== 'pending') kept.answers[f.id] = [f.state, f.scope, f.choice, f.to, f.superseded ? 1 : 0];
  }
  try { localStorage.setItem(stored(page), JSON.stringify(kept)); } catch { tell(L('浏览器不让保存进度：请及时导出', 'the browser keeps no progress: export in time')); }
}
function restore(page) {
  let kept;
  try { kept = JSON.parse(localStorage.getItem(stored(page)) || 'null'); } catch { return; }
  if (!kept || typeof kept.answers !== 'object') return;
  const states = ['accepted', 'rejected', 'edited', 'later'];
  for (const f of page.findings) {
    const answer = kept.answers[f.id];
    if (!Array.isArray(answer) || !states.includes(answer[0])) continue;
    Object.assign(f, {state: answer[0], scope: answer[1] || 'here', choice: answer[2] | 0, to: typeof answer[3] === 'string' ? answer[3] : null, superseded: !!answer[4]});
  }
  for (const [s, e, old, to] of Array.isArray(kept.manual) ? kept.manual : []) {
    if (kept.hash === page.hash && page.text.slice(s, e) === old && typeof to === 'string') page.addManual(s, e, to);
  }
}

// Makes changes that are undone together: [[finding, {state…}], …].
function change(what, changes, extra = {}) {
  const step = {what, changes: [], added: extra.added || [], current: view.current};
  const pages = new Set((extra.added || []).map(f => f.page));
  for (const [f, values] of changes) {
    step.changes.push([f, {state: f.state, scope: f.scope, choice: f.choice, to: f.to, superseded: f.superseded}]);
    Object.assign(f, values);
    pages.add(f.page);
  }
  history.push(step);
  pages.forEach(store);
  send([...step.changes.map(([f]) => f), ...step.added]);
  refresh(changes.map(([f]) => f), step.added.length > 0, !extra.goesOn);
}

function undo() {
  const step = history.pop();
  if (!step) { tell(L('没有可撤销的', 'nothing to undo')); return; }
  const pages = new Set();
  take([...step.changes.map(([f]) => f), ...step.added]);
  for (const [f, values] of step.changes) { Object.assign(f, values); pages.add(f.page); }
  for (const f of step.added) { f.page.remove(f); pages.add(f.page); }
  pages.forEach(store);
  send(step.changes.map(([f]) => f).filter(f => f.state !== 'pending'));
  if (step.current && step.current.page !== view.page) openPage(step.current.page);
  refresh(step.changes.map(([f]) => f), step.added.length > 0);
  if (step.current) setCurrent(step.current, true);
  tell(L('已撤销：', 'undone: ') + step.what);
}

// What is looked at first is drawn first; the counts at the left may come one frame later.
let filtersDue = 0;
function refresh(findings, rows, detail = true) {
  if (rows) { countGroups(); drawPage(); } else findings.forEach(redraw);
  if (!filtersDue) filtersDue = requestAnimationFrame(() => setTimeout(() => { filtersDue = 0; drawFilters(); }));
  drawProgress();
  if (detail) drawDetail();
  if (view.mode === 'changes') drawChanges();
}

function decide(state, wide) {
  const f = view.current;
  if (!f) return;
  if (state === 'accepted' && newText(f) === null) { tell(L('这里没有可以接受的写法；按 e 改写', 'there is no text to accept here; press e to type one')); return; }
  const members = !wide ? [f] : (groups.get(pairOf(f)) || [f]).filter(x => (wide === 'repo' || x.page === f.page) && (x === f || x.state === 'pending' || x.state === 'later'));
  const scope = wide || 'here';
  const values = {state, scope, ...(state === 'rejected' || state === 'later' ? {to: f.manual ? f.to : null} : {}), superseded: false};
  const removed = f.manual && state === 'rejected';
  change(stateName(state) + ' ' + sentenceFor(f), members.map(x => [x, state === 'accepted' && x !== f ? {...values, choice: f.choice} : x.manual && state === 'accepted' ? {state: 'edited'} : values]), {goesOn: true});
  const said = stateName(state) + ' ' + sentenceFor(f) + (members.length > 1 ? L(`，共 ${members.length} 处`, `, ${members.length} places`) : '');
  if (removed) f.superseded = true;
  next(1, true, said);
}

function choose(index) {
  const f = view.current;
  if (!f || index >= f.new.length) return;
  change(L('选候选 ', 'candidate ') + (index + 1), [[f, {state: 'accepted', choice: index, to: null, scope: 'here', superseded: false}]], {goesOn: true});
  next(1, true, stateName('accepted') + ' ' + sentenceFor(f));
}

// A text of one's own for a finding, or for any stretch of the file.
function typed(page, begin, end, to, f) {
  const old = page.text.slice(begin, end);
  if (f && f.s === begin && f.e === end) {
    change(L('改写 ', 'typed ') + visible(old), [[f, old === to ? {state: 'rejected', to: null, scope: 'here'} : {state: 'edited', to, scope: 'here', superseded: false}]]);
    return f;
  }
  if (old === to) return null;
  const under = page.overlapping(begin, end);
  const gone = under.filter(x => x.manual);
  if (gone.length) { gone.forEach(x => { take([x]); page.remove(x); }); }
  const added = page.addManual(begin, end, to);
  change(L('改写 ', 'typed ') + visible(old), under.filter(x => !x.manual).map(x => [x, {state: 'edited', superseded: true}]), {added: [added]});
  return added;
}

// Places elsewhere that read as this one did and are not spoken of yet.
function alike(f) {
  if (!f.old || Array.from(f.old).length < 2 || f.to === null) return [];
  const out = [];
  for (const page of data.pages) {
    for (let at = page.text.indexOf(f.old); at >= 0; at = page.text.indexOf(f.old, at + f.old.length)) {
      const end = at + f.old.length;
      if (page === f.page && at < f.e && f.s < end) continue;
      if (page.quietAt(at) >= 0 || page.quietAt(end - 1) >= 0 || page.overlapping(at, end).some(x => x.manual || x.state === 'edited' || x.s !== at || x.e !== end)) continue;
      out.push([page, at, end]);
      if (out.length >= 5000) return out;
    }
  }
  return out;
}
function mendAlike(f) {
  const places = alike(f), added = [], changes = [];
  for (const [page, s, e] of places) {
    const same = page.findings.find(x => x.s === s && x.e === e);
    if (same) changes.push([same, {state: 'edited', to: f.to, scope: 'here'}]);
    else added.push(page.addManual(s, e, f.to));
  }
  if (places.length) change(L(`同样改 ${places.length} 处`, `${places.length} more alike`), changes, {added});
  setCurrent(f, true);
  tell(L(`同样改了其余 ${places.length} 处`, `changed ${places.length} more places alike`));
}

// ---- where to go

function ordered() {
  const list = view.page.findings.filter(f => !f.superseded);
  if (filters.order === 'risk') return list.sort((a, b) => a.c - b.c || a.order - b.order);
  if (filters.order !== 'pair') return list;
  const first = new Map();
  for (const f of list) if (!first.has(pairOf(f))) first.set(pairOf(f), f.order);
  const size = f => groups.get(pairOf(f)).length;
  return list.sort((a, b) => size(b) - size(a) || first.get(pairOf(a)) - first.get(pairOf(b)) || a.order - b.order);
}

function next(step, open, said = '') {
  const list = ordered();
  const from = view.current ? list.indexOf(view.current) : -1;
  const fits = f => open ? f.state === 'pending' && passes(f) : passes(f);
  const say = f => tell((said ? said + '。' : '') + (f ? L(`第 ${f.page.lineOf(f.s)} 行：`, `line ${f.page.lineOf(f.s)}: `) + sentenceFor(f) : ''));
  if (said && view.mode === 'before') redraw(view.current);
  for (let i = 1; i <= list.length; ++i) {
    const f = list[(((from + step * i) % list.length) + list.length) % list.length];
    if (!open && ((step > 0 && from + i >= list.length) || (step < 0 && from >= 0 && from - i < 0))) break;
    if (fits(f) && f !== view.current) { setCurrent(f, true); say(f); return true; }
  }
  if (open) {
    const page = data.pages.find(p => p !== view.page && p.findings.some(f => f.state === 'pending' && !f.superseded && passes(f)));
    if (page) { openPage(page); next(1, true, said); return true; }
  }
  drawDetail();
  tell((said ? said + '。' : '') + (open ? L('没有待定的了', 'nothing is left open') : L('到头了', 'this is the end')));
  return false;
}

function setCurrent(f, scroll) {
  const before = view.current;
  if (f && f.page !== view.page) openPage(f.page);
  view.current = f;
  if (before && before !== f) redraw(before);
  if (f) {
    redraw(f);
    const node = view.elements.get(f);
    if (node && view.mode !== 'changes') {
      node.focus({preventScroll: true});
      if (scroll) { const box = node.getBoundingClientRect(), host = $('text').getBoundingClientRect(); if (box.top < host.top + 90 || box.bottom > host.bottom - 140) node.scrollIntoView({block: 'center'}); }
    }
  }
  drawDetail();
}

// ---- the panel at the right

// What evidence is called by people; what has no name here is called as the machine interface calls it.
const FACTS = {key: ['条目', 'entry'], note: ['备注', 'note'], source: ['来源', 'taken from'], archive_new: ['存档：改后', 'archive, new'],
  archive_old: ['存档：原文', 'archive, old'], recogniser_probability: ['识别概率', 'recogniser'], margin: ['优势', 'margin']};
const factName = k => Object.hasOwn(FACTS, k) ? L(...FACTS[k]) : k;

function drawDetail() {
  const host = $('detail'), f = view.current;
  host.textContent = '';
  if (lineEnds.on && !f) { drawLineEnds(host); return; }
  if (!f) {
    const open = view.page ? view.page.findings.filter(x => x.state === 'pending').length : 0;
    host.append(el('p', {class: 'note'}, open ? L(`本页 ${open} 处待定。按 j 开始，? 看按键。`, `${open} open on this page. j begins, ? shows the keys.`)
                                              : L('本页没有待定的。按 r 通读。', 'Nothing open on this page. r reads through.')));
    return;
  }
  const list = ordered(), at = list.indexOf(f);
  host.append(el('p', {class: 'where'}, L(`第 ${f.page.lineOf(f.s)} 行`, `line ${f.page.lineOf(f.s)}`), el('span', {class: 'count'}, at >= 0 ? `${at + 1} / ${list.length}` : '')));
  const pair = el('p', {class: 'pair'});
  const to = newText(f);
  if (to === null) ownText(pair, f.old);
  else pair.append(f.old ? removed(f.old, f.s) : el('span', {class: 'note'}, L('（插入）', '(insert)')));
  if (to !== null) pair.append(el('span', {class: 'arrow', 'aria-hidden': 'true'}, '→'), to === '' ? el('span', {class: 'note'}, L('（删去）', '(delete)')) : added(to));
  host.append(pair);
  host.append(el('p', {class: 'tags'}, el('span', {class: 'tag ' + f.tier}, tierName(f.tier) + (f.tier === 'safe' ? '' : ' ' + Math.round(f.c * 100))),
    el('span', {class: 'tag'}, f.rule), el('span', {class: 'tag state ' + f.state}, stateName(f.state))));
  host.append(el('p', {class: 'message'}, visible(f.msg)));
  const facts = el('dl');
  const fact = (k, v) => facts.append(el('dt', {}, k), el('dd', {}, visible(v)));
  if (f.ev.file) fact(L('出处', 'source'), f.ev.file + (f.ev.line ? ':' + f.ev.line : ''));
  for (const [k, v] of Object.entries(f.ev)) if (k !== 'file' && k !== 'line') fact(factName(k), String(v));
  const members = groups.get(pairOf(f)) || [f];
  if (members.length > 1) fact(L('同类', 'same pair'), L(`${members.length} 处，待定 ${members.filter(x => x.state === 'pending').length}`, `${members.length}, ${members.filter(x => x.state === 'pending').length} open`));
  if (f.fate === 'cuts_markup') fact(L('注意', 'note'), L('会切断标记，须手工改', 'would cut markup; mend by hand'));
  if (facts.childNodes.length) host.append(facts);
  if (f.new.length > 1 || (f.new.length && f.to !== null)) {
    const box = el('div', {class: 'candidates', role: 'group', 'aria-label': L('候选', 'candidates')});
    f.new.slice(0, 9).forEach((text, i) => {
      const button = el('button', {'aria-pressed': String(f.to === null && f.choice === i && f.state === 'accepted'), onclick: () => choose(i)}, el('kbd', {}, String(i + 1)));
      if (text === '') button.append(L('（删去）', '(delete)')); else ownText(button, text);
      box.append(button);
    });
    host.append(box);
  }
  const row = el('div', {class: 'answers'});
  const many = members.length > 1 ? `×${members.filter(x => x.page === f.page).length}` : '';
  for (const [key, label, act] of [['y', L('接受', 'accept'), () => decide('accepted')], ['n', L('此处不改', 'not here'), () => decide('rejected')],
    ['a', L('同类全收', 'all alike'), () => decide('accepted', 'file')], ['d', L('同类全拒', 'none alike'), () => decide('rejected', 'file')],
    ['e', L('改写', 'type'), () => editCurrent()], ['s', L('稍后', 'later'), () => decide('later')], ['!', L('永不再提', 'never again'), neverAgain], ['u', L('撤销', 'undo'), undo]]) {
    row.append(el('button', {class: key === 'y' ? 'yes' : key === 'n' ? 'no' : '', onclick: act}, el('kbd', {'aria-hidden': 'true'}, key), label, (key === 'a' || key === 'd') && many ? el('small', {}, many) : null));
  }
  host.append(row);
  if (f.state === 'edited' && !f.superseded) {
    const n = alike(f).length;
    if (n) host.append(el('button', {id: 'alike', class: 'chief wide', onclick: () => mendAlike(f)}, L(`同样改其余 ${n} 处`, `Change ${n} more alike`), el('kbd', {}, '=')));
    if (data.glossary && termOf(f)) host.append(el('button', {id: 'to-glossary', class: 'wide', onclick: toGlossary}, L('加入术语表', 'Add to the glossary'), el('kbd', {}, '+')));
  }
  mediaLinks(host, f);
}

let telling = 0;
function tell(text) {
  const live = $('live');
  live.textContent = '';
  clearTimeout(telling);
  telling = setTimeout(() => { live.textContent = text; }, 30);
  $('detail').dataset.said = text;
}

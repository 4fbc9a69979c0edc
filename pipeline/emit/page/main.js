// The page comes to life: its data are read, the keys bound, the first page opened.

const kKeys = () => [['y', L('接受，到下一处', 'accept, go on')], ['n', L('此处不改，到下一处', 'not here, go on')], ['a / d', L('本页同类全收 / 全拒', 'all / none alike on this page')],
  ['A', L('所有页同类全收', 'all alike on all pages')], ['1–9', L('选候选', 'take a candidate')], ['e', L('改写（或改选中的字、通读时的整句）', 'type a text (or for the selection, or the sentence)')],
  ['=', L('同样改其余各处', 'change all that are alike')], ['+', L('加入术语表（review --web）', 'add to the glossary (review --web)')], ['!', L('永不再提', 'never again')], ['s', L('稍后再说', 'later')], ['u', L('撤销', 'undo')], ['j / k', L('下一处 / 上一处（通读时：句）', 'next / previous (reading: sentence)')],
  ['Space', L('下一处待定', 'next open one')], ['g', L('到第几处', 'go to a number')], ['/', L('搜索', 'search')], ['r', L('通读', 'read through')], ['l', L('断句：1–9 换记号，回车收一段', 'line ends: 1–9 turn marks, Return takes the paragraph')], ['[  "', L('选中的字加《》或“”', 'wrap the selection in 《》 or “”')],
  ['w', L('各步还剩什么（review --web）', 'what each step has left (review --web)')], ['v', L('换视图', 'next view')], ['p , .', L('听这一句，退、进 2 秒', 'play the cue, back, forward 2 s')], ['F3 F4', L('放慢、加快', 'slower, faster')], ['?', L('这张表', 'this table')]];

function dialog(title, ...content) {
  const box = $('dialog');
  box.textContent = '';
  const close = el('button', {class: 'chief', onclick: () => box.close()}, L('好', 'OK'));
  box.append(el('h2', {id: 'dialog-title'}, title), ...content.filter(Boolean), el('div', {class: 'buttons'}, el('span', {class: 'gap'}), close));
  box.setAttribute('aria-labelledby', 'dialog-title');
  if (!box.open) box.showModal();
  close.focus();
  return box;
}
function showKeys() { dialog(L('按键', 'Keys'), el('dl', {class: 'keys'}, ...kKeys().flatMap(([k, what]) => [el('dt', {}, el('kbd', {}, k)), el('dd', {}, what)]))); }

function neverAgain() {
  const f = view.current;
  if (!f) return;
  const pick = scope => () => {
    $('dialog').close();
    const alike = scope === 'rule-off' ? data.pages.flatMap(p => p.findings).filter(x => x.rule === f.rule && !x.manual)
                : scope === 'here' ? [f] : (groups.get(pairOf(f)) || [f]).filter(x => scope === 'repo' || x.page === f.page);
    change(L('永不再提 ', 'never again ') + visible(f.old), alike.filter(x => x === f || !isDecided(x)).map(x => [x, {state: 'rejected', scope, to: null, superseded: false}]));
    next(1, true, L('不再提', 'never again'));
  };
  const choices = [['here', L('只在此处', 'only here')], ['file', L('本页的“', 'on this page: ') + visible(f.old) + '”'], ['repo', L('所有页的“', 'on all pages: ') + visible(f.old) + '”'], ['rule-off', L('停用规则 ', 'switch off the rule ') + f.rule]];
  const box = dialog(L('永不再提：多大范围？', 'Never again: how far?'), el('div', {class: 'choices'}, ...choices.map(([scope, label], i) => el('button', {'data-key': String(i + 1), onclick: pick(scope)}, el('kbd', {}, String(i + 1)), label))));
  box.querySelector('.choices button').focus();
}

function goTo() {
  const number = el('input', {type: 'number', min: 1, max: ordered().length, 'aria-label': L('第几处', 'number')});
  const form = el('form', {class: 'buttons'}, number, el('button', {type: 'submit', class: 'chief'}, L('去', 'Go')));
  form.addEventListener('submit', event => { event.preventDefault(); $('dialog').close(); const f = ordered()[Number(number.value) - 1]; if (f) setCurrent(f, true); });
  dialog(L('到第几处', 'Go to number'), form);
  number.focus();
}

function setView(mode) {
  view.mode = mode;
  for (const button of document.querySelectorAll('.views button')) {
    const on = button.dataset.view === mode;
    button.setAttribute('aria-checked', String(on));
    button.tabIndex = on ? 0 : -1;
  }
  $('changes').hidden = mode !== 'changes';
  $('text').hidden = mode === 'changes';
  if (mode === 'changes') drawChanges();
  else {
    $('text').className = 'view-' + mode;
    for (const f of view.page.findings) redraw(f);
    if (view.current) setCurrent(view.current, true);
  }
}

function openPage(page) {
  view.page = page;
  view.current = null;
  closeEditor();
  $('page-name').textContent = visible(page.file);
  document.title = visible(page.file) + ' · jiaodui 校对';
  $('page-choice').value = String(data.pages.indexOf(page));
  countGroups();
  drawPage();
  drawFilters();
  drawDetail();
  $('text').scrollTop = 0;
  if (reading.on) startReading(true);
  $('line-ends').hidden = !page.findings.some(isLineEnd);
  if (lineEnds.on) startLineEnds(true);
}

function exportDecisions() {
  const link = el('a', {href: URL.createObjectURL(new Blob([decisionLines()], {type: 'application/jsonl'})), download: 'decisions.jsonl'});
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  tell(L('已导出 decisions.jsonl；然后：jiaodui apply decisions.jsonl', 'decisions.jsonl is exported; then: jiaodui apply decisions.jsonl'));
}

async function copyFinal() {
  const text = view.page.after();
  try { await navigator.clipboard.writeText(text); } catch {
    const area = el('textarea', {class: 'only-heard'});
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
  tell(L('定稿已复制到剪贴板', 'the final text is on the clipboard'));
}

function setTheme(theme) {
  if (theme) document.documentElement.dataset.theme = theme; else delete document.documentElement.dataset.theme;
  try { if (theme) localStorage.setItem('jiaodui-theme', theme); } catch { /* not kept */ }
}

const actions = {
  y: () => decide('accepted'), n: () => decide('rejected'), a: () => decide('accepted', 'file'), d: () => decide('rejected', 'file'), A: () => decide('accepted', 'repo'), D: () => decide('rejected', 'repo'),
  e: editCurrent, s: () => decide('later'), u: undo, '!': neverAgain, '?': showKeys, g: goTo, '/': () => $('search').focus(), r: () => startReading(!reading.on), l: () => startLineEnds(!lineEnds.on),
  j: () => reading.on ? stepSentence(1) : next(1, false), k: () => reading.on ? stepSentence(-1) : next(-1, false), ' ': () => next(1, true), '=': () => view.current && mendAlike(view.current), '+': toGlossary,
  '[': () => wrap('《', '》'), '"': () => wrap('“', '”'), "'": () => wrap('“', '”'), w: showSteps, v: () => { const modes = ['before', 'marked', 'after', 'changes']; setView(modes[(modes.indexOf(view.mode) + 1) % 4]); },
  p: playCue, ',': () => seek(-2), '.': () => seek(2), F3: () => speed(-0.1), F4: () => speed(0.1), ArrowDown: () => reading.on ? stepSentence(1) : next(1, false), ArrowUp: () => reading.on ? stepSentence(-1) : next(-1, false),
};

function onKey(event) {
  if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
  let key = event.key;
  if ($('dialog').open) {
    const button = $('dialog').querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (button) { event.preventDefault(); button.click(); }
    return;
  }
  if (document.body.classList.contains('pasting')) return;
  const inField = event.target.closest('textarea, select, input:not([type=checkbox]):not([type=radio]):not([type=range])');
  if (inField) {
    if (event.target.id === 'search' && (key === 'Enter' || key === 'Escape')) { event.preventDefault(); $('text').focus({preventScroll: true}); if (key === 'Enter') next(1, false); }
    return;
  }
  if (event.target.closest('input, .views') && /^(Arrow| )/.test(key)) return;
  if ((key === ' ' || key === 'Enter') && event.target.closest('button, a, summary')) return;
  if (key.length === 1) key = key.normalize('NFKC');  // ｙ is y
  key = {'是': 'y', '否': 'n', '？': '?', '！': '!', '“': '"', '”': '"', '【': '[', '、': '/'}[key] || key;
  if (lineEnds.on && !view.current && lineEndKey(key)) { event.preventDefault(); return; }
  if (key === 'Enter' && reading.on) key = 'e';
  if (/^[1-9]$/.test(key)) { event.preventDefault(); choose(Number(key) - 1); return; }
  const action = actions[key];
  if (action) { event.preventDefault(); action(); }
}

function translate() {
  document.documentElement.lang = data.lang === 'en' ? 'en' : 'zh-Hans';
  if (data.lang !== 'en') return;
  for (const node of document.querySelectorAll('[data-en]')) node.textContent = node.dataset.en;
  for (const node of document.querySelectorAll('[data-en-label]')) node.setAttribute('aria-label', node.dataset.enLabel);
  for (const node of document.querySelectorAll('[data-en-placeholder]')) node.placeholder = node.dataset.enPlaceholder;
}

function bind() {
  document.addEventListener('keydown', onKey);
  document.addEventListener('selectionchange', selectionChanged);
  document.querySelectorAll('.views button').forEach(button => {
    button.addEventListener('click', () => setView(button.dataset.view));
    button.addEventListener('keydown', event => {
      const step = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[event.key];
      if (!step) return;
      event.preventDefault();
      const all = [...document.querySelectorAll('.views button')], to = all[(all.indexOf(button) + step + all.length) % all.length];
      setView(to.dataset.view);
      to.focus();
    });
  });
  const clicks = {steps: showSteps, reading: () => startReading(!reading.on), 'line-ends': () => startLineEnds(!lineEnds.on), export: exportDecisions, copy: copyFinal, help: showKeys, write, stop, 'pasted-go': proofreadPasted,
    theme: () => { const dark = document.documentElement.dataset.theme ? document.documentElement.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches; setTheme(dark ? 'light' : 'dark'); },
    'accept-safe': () => { const all = view.page.findings.filter(f => f.tier === 'safe' && f.state === 'pending' && f.new.length && f.fate !== 'cuts_markup'); change(L(`接受 ${all.length} 处“确定”`, `${all.length} safe ones accepted`), all.map(f => [f, {state: 'accepted', scope: 'here'}])); tell(L(`已接受 ${all.length} 处`, `${all.length} accepted`)); }};
  for (const [id, act] of Object.entries(clicks)) $(id).addEventListener('click', act);
  $('page-choice').addEventListener('change', event => { openPage(data.pages[Number(event.target.value)]); });
  $('search').addEventListener('input', event => { filters.search = event.target.value; filtersChanged(); });
  $('confidence').addEventListener('input', event => { filters.confidence = Number(event.target.value); $('confidence-text').textContent = event.target.value; filtersChanged(); });
  for (const [value, label] of [['text', L('文中顺序', 'as in the text')], ['pair', L('同类优先', 'repeated pairs first')], ['risk', L('最没把握的优先', 'least certain first')]]) {
    const radio = el('input', {type: 'radio', name: 'order', value});
    radio.checked = filters.order === value;
    radio.addEventListener('change', () => { filters.order = value; drawDetail(); });
    $('by-order').append(el('label', {}, radio, el('span', {}, label)));
  }
  for (const [label, title, act] of [['《》', '[', () => wrap('《', '》')], ['“”', '"', () => wrap('“', '”')], [L('改写', 'type'), 'e', editCurrent]]) {
    $('selection-tools').append(el('button', {title, onmousedown: event => event.preventDefault(), onclick: act}, label, el('kbd', {}, title)));
  }
}

function begin() {
  $('page-choice').textContent = '';
  data.pages.forEach((page, i) => $('page-choice').append(el('option', {value: String(i)}, `${visible(page.file)}（${page.findings.length}）`)));
  $('page-choice').hidden = data.pages.length < 2;
  $('page-name').hidden = data.pages.length > 1;
  const findings = data.pages.flatMap(page => page.findings);
  if (findings.length && findings.every(f => f.rule.startsWith('adopt/'))) {  // somebody else's text: what may do most harm comes first
    filters.order = 'risk';
    document.querySelector('#by-order [value=risk]').checked = true;
  }
  const segmented = findings.length > 0 && findings.every(f => f.rule.startsWith('segment/'));
  if (data.pages.length) openPage(data.pages.find(p => p.findings.some(f => f.state === 'pending')) || data.pages[0]);
  drawProgress();
  if (segmented) startLineEnds(true);
  else if (view.page && view.page.findings.some(f => f.state === 'pending')) next(1, true);
}

async function load() {
  for (const node of document.querySelectorAll('script[type="application/json"]')) {
    const raw = JSON.parse(node.textContent);
    if (raw.page) data.pages.push(new Page(raw.page)); else Object.assign(data, raw);
  }
  try { setTheme(localStorage.getItem('jiaodui-theme')); } catch { /* nothing kept */ }
  translate();
  bind();
  if (data.mode === 'web') {
    live.token = new URLSearchParams(location.hash.slice(1)).get('token') || sessionStorage.getItem('jiaodui-token') || '';
    window.history.replaceState(null, '', location.pathname);
    try { live.token = (await call('/api/enter', '')).token; } catch (error) { banner(error.message); return; }
    sessionStorage.setItem('jiaodui-token', live.token);
    $('stop').hidden = false;
    let start;
    try { start = await call('/api/start'); } catch (error) { banner(error.message); return; }
    live.seen = start.seen;
    data.glossary = start.glossary;
    live.steps = start.steps;
    $('steps').hidden = !start.steps;
    if (start.media) openPlayer('/media?token=' + encodeURIComponent(start.media), start.video);
    listen();
    if (start.paste) { document.body.classList.add('pasting'); $('paste').hidden = false; $('pasted').focus(); return; }
    $('write').hidden = false;
    $('export').hidden = true;
    for (const name of start.files) data.pages.push(fromServer(await call('/api/page?file=' + encodeURIComponent(name))));
  } else {
    data.pages.forEach(restore);
  }
  begin();
}

load();

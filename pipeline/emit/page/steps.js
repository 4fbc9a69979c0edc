// The steps of `jiaodui work` for the open page (with a server): what each has left, as the terminal tells it, and the way to each. A step
// whose findings are on this page filters the list or changes the view; of the others the command is told.

const kChecks = /^(page|md|title|date|meta)\//;
const isPending = f => f.state === 'pending' && f.new.length > 0;

function showOnly(wanted, order) {
  if (reading.on) startReading(false);
  if (lineEnds.on) startLineEnds(false);
  for (const name of ['state', 'tier', 'rule', 'repeat']) filters[name] = new Set(wanted[name] || []);
  filters.order = order;
  document.querySelector(`#by-order [value=${order}]`).checked = true;
  filtersChanged();
  next(1, true);
}

// What goes there; null where nothing on this page does.
function wayTo(step) {
  const all = view.page.findings, checks = [...new Set(all.map(f => f.rule).filter(rule => kChecks.test(rule)))];
  const ways = {
    fix: all.some(f => f.tier === 'safe' && isPending(f)) && (() => showOnly({state: ['pending'], tier: ['safe']}, 'text')),
    pairs: all.some(f => repeats(f) && isPending(f)) && (() => showOnly({state: ['pending'], repeat: ['many']}, 'pair')),
    layout: all.some(isLineEnd) && (() => startLineEnds(true)),
    read: () => startReading(true),
    checks: checks.length > 0 && (() => showOnly({rule: checks}, 'text')),
  };
  return ways[step.name] || null;
}

function stepRow(step, number) {
  const way = wayTo(step);
  const go = way ? el('button', {'data-key': String(number), onclick: () => { $('dialog').close(); way(); }}, L('去', 'Go'), el('kbd', {}, String(number))) : el('code', {}, step.command);
  const note = (label, skipped) => el('button', {onclick: () => noteStep(step, skipped)}, label);
  return el('li', {'data-step': step.name, class: step.over ? 'over' : ''}, el('span', {class: 'tick', 'aria-label': step.over ? L('做完', 'over') : L('没有做完', 'open')}, step.over ? '✓' : ''), el('b', {}, step.title), el('span', {}, step.state),
    go, step.over || step.counted ? null : note(L('做过了', 'Done'), false), step.over ? null : note(L('跳过', 'Skip'), true));
}

function drawSteps(steps) {
  const left = steps.filter(step => !step.over).length;
  const box = dialog(L('各步', 'Steps') + ' · ' + visible(view.page.file), el('ol', {class: 'steps'}, ...steps.map((step, i) => stepRow(step, i + 1))),
    el('p', {}, left ? L(`还有 ${left} 步；应用以后再看一次`, `${left} left; look again after applying`) : L('都做完了；应用的时候给出提交说明', 'all is done; applying gives the commit message')));
  const first = box.querySelector('li:not(.over) button');
  if (first) first.focus();
}

async function showSteps() {
  if (!live.steps || !view.page) return;
  try { drawSteps(await call('/api/steps?file=' + encodeURIComponent(view.page.file))); } catch (error) { tell(error.message); }
}
async function noteStep(step, skipped) {
  try { drawSteps(await call('/api/step', JSON.stringify({file: view.page.file, step: step.name, skipped}))); } catch (error) { tell(error.message); }
}

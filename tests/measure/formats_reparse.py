#!/usr/bin/env python3
"""Writes 40 varied legal files a format, corrects them with `jiaodui fix`, and has independent programs read them before and
after: ffmpeg (SRT, WebVTT, ASS, LRC), Python's json and csv. Cues, times and every field that is not the text must be the
same, the copies of a Whisper text must agree, and a second run must change nothing. Exit 1 at the first violation."""
import csv, io, json, os, random, shutil, subprocess, sys, tempfile
if len(sys.argv) > 1: sys.exit(__doc__)
jiaodui = os.environ.get('JIAODUI', 'build/release/jiaodui')
for tool in (jiaodui, 'ffmpeg'):
    if shutil.which(tool) is None: print('skipped: no ' + tool); sys.exit(0)
rnd = random.Random(4)
PARTS = ['你好,世界', '今天我们,说的是', 'AI', '2024年', '好的。', '对吗?', '朋友,再见', '他说', '……', ' ', '没有错']
def words(): return ''.join(rnd.choice(PARTS) for _ in range(rnd.randint(1, 5))).strip() or '好'
def clock(ms, sep=','): return '%02d:%02d:%02d%s%03d' % (ms // 3600000, ms // 60000 % 60, ms // 1000 % 60, sep, ms % 1000)
def times(n):
    at = rnd.choice([0, 36000000]); out = []
    for _ in range(n):
        length = rnd.randint(300, 4000); out.append((at, at + length)); at += rnd.choice([length, length + 40, length // 2 + 1, length + 5000])
    return out
def ends(t):
    if rnd.random() < .3: t = t.replace('\n', '\r\n')
    if rnd.random() < .2: t = t.rstrip('\r\n')
    if rnd.random() < .2: t = '\ufeff' + t
    return t
def srt():
    out = ''
    for i, (a, b) in enumerate(times(rnd.randint(1, 9))):
        text = '\n'.join(rnd.choice(['%s', '<i>%s</i>', '{\\an8}%s', '- %s ']) % words() for _ in range(rnd.randint(1, 3)))
        out += '%d\n%s --> %s\n%s\n%s' % (i + 1, clock(a), clock(b), text, '\n' * rnd.choice([1, 1, 2]))
    return ends(out)
def vtt():
    out = 'WEBVTT\n\n' + rnd.choice(['', 'NOTE 说明,不动\n\n', 'STYLE\n::cue { color: red }\n\n'])
    for i, (a, b) in enumerate(times(rnd.randint(1, 9))):
        text = '\n'.join(rnd.choice(['%s', '<v 张三>%s</v>', '<c.a>%s</c>', '%s &amp; 好']) % words() for _ in range(rnd.randint(1, 2)))
        out += '%s%s --> %s%s\n%s\n\n' % (rnd.choice(['', 'c%d\n' % i]), clock(a, '.'), clock(b, '.'), rnd.choice(['', ' align:start']), text)
    return ends(out)
def ass():
    out = '[Script Info]\nScriptType: v4.00+\n\n[V4+ Styles]\nFormat: Name, Fontname, Fontsize\nStyle: Default,Arial,20\n\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n'
    for a, b in times(rnd.randint(1, 9)):
        t = lambda ms: '%d:%02d:%02d.%02d' % (ms // 3600000, ms // 60000 % 60, ms // 1000 % 60, ms % 1000 // 10)
        out += 'Dialogue: 0,%s,%s,Default,,0,0,0,,%s\n' % (t(a), t(b), rnd.choice(['%s', '{\\an8}%s', '%s\\N第二行,好', '{\\b1}%s{\\b0}']) % words())
    return ends(out)
def lrc():
    out = '[ti:题,目]\n'
    for a, _ in times(rnd.randint(1, 9)):
        out += '[%02d:%02d.%02d]%s\n' % (a // 60000, a // 1000 % 60, a % 1000 // 10, words())
    return ends(out)
def whisper():
    segs = []
    for i, (a, b) in enumerate(times(rnd.randint(1, 9))):
        ws = [words() for _ in range(rnd.randint(1, 4))]
        segs.append(dict(id=i, start=a / 1000, end=b / 1000, text=''.join(ws), words=[dict(word=w, start=a / 1000, end=b / 1000, probability=rnd.random()) for w in ws]))
    return json.dumps(dict(text=''.join(s['text'] for s in segs), segments=segs, language='zh'), ensure_ascii=rnd.random() < .5, indent=rnd.choice([None, 1, 4]))
def whispercpp():
    segs = []
    for a, b in times(rnd.randint(1, 9)):
        ws = [words() for _ in range(rnd.randint(1, 4))]
        segs.append(dict(timestamps={'from': clock(a), 'to': clock(b)}, offsets={'from': a, 'to': b}, text=''.join(ws), tokens=[dict(text='[_BEG_]', p=.5)] + [dict(text=w, p=rnd.random()) for w in ws]))
    return json.dumps(dict(systeminfo='a,b', transcription=segs), ensure_ascii=rnd.random() < .5, indent=rnd.choice([None, 1, 4]))
def funasr():
    info = [dict(text=words(), start=a, end=b, spk=0) for a, b in times(rnd.randint(1, 9))]
    return json.dumps([dict(key='a,b', text=''.join(s['text'] for s in info), sentence_info=info)], ensure_ascii=rnd.random() < .5, indent=rnd.choice([None, 1, 4]))
def tsv(): return 'start\tend\ttext\n' + ''.join('%d\t%d\t%s\n' % (a, b, words()) for a, b in times(rnd.randint(1, 9)))
def table():
    f = io.StringIO(); w = csv.writer(f, lineterminator=rnd.choice(['\n', '\r\n']), quoting=rnd.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    w.writerow(['id', 'text', '备注'])
    for i in range(rnd.randint(1, 9)): w.writerow([i, rnd.choice(['%s', '他说"%s"', '%s\n第二行,好']) % words(), '备,注'])
    return f.getvalue()
def ff(path, fmt=None):
    r = subprocess.run(['ffmpeg', '-v', 'error', '-i', path, '-f', 'srt', '-'], capture_output=True)
    if r.returncode: raise SystemExit('ffmpeg: ' + path + r.stderr.decode())
    return [l for l in r.stdout.decode().split('\n') if '-->' in l]
def rest_json(path):
    d = json.load(open(path, encoding='utf-8-sig'))
    assert ''.join(s['text'] for s in d['segments']) == d['text'], path
    for s in d['segments']: assert ''.join(w['word'] for w in s['words']) == s['text'], path
    return [(s['start'], s['end'], s['id'], [(w['start'], w['probability']) for w in s['words']]) for s in d['segments']]
def rest_whispercpp(path):
    d = json.load(open(path, encoding='utf-8-sig'))
    for s in d['transcription']: assert ''.join(t['text'] for t in s['tokens'] if not t['text'].startswith('[_')) == s['text'], path
    return [d['systeminfo']] + [(s['timestamps'], s['offsets'], [t['p'] for t in s['tokens']]) for s in d['transcription']]
def rest_funasr(path):
    d = json.load(open(path, encoding='utf-8-sig'))
    for r in d: assert ''.join(s['text'] for s in r['sentence_info']) == r['text'], path
    return [(r['key'], [(s['start'], s['end'], s['spk']) for s in r['sentence_info']]) for r in d]
def rest_csv(path): return [[c for i, c in enumerate(r) if i != 1] for r in csv.reader(open(path, newline=''))]
def rest_tsv(path): return [l.split('\t')[:2] for l in open(path).read().split('\n')]
kinds = dict(srt=(srt, ff), vtt=(vtt, ff), ass=(ass, ff), lrc=(lrc, ff), json=(whisper, rest_json), **{'cpp.json': (whispercpp, rest_whispercpp), 'fun.json': (funasr, rest_funasr)}, tsv=(tsv, rest_tsv), csv=(table, rest_csv))
with tempfile.TemporaryDirectory() as folder:
    for ext, (make, parse) in kinds.items():
        changed = 0
        for i in range(40):
            path = os.path.join(folder, '%s%d.%s' % (ext, i, ext))
            open(path, 'w', newline='', encoding='utf-8').write(make())
            before = open(path, 'rb').read(); told = parse(path)
            r = subprocess.run([jiaodui, 'fix', '--isolated', '--no-progress', '-q', path], capture_output=True)
            if r.returncode > 1: raise SystemExit(r.stderr.decode() + before.decode())
            after = open(path, 'rb').read(); changed += before != after
            assert parse(path) == told, (ext, before.decode(), after.decode())
            again = subprocess.run([jiaodui, 'fix', '--isolated', '--no-progress', '-q', path], capture_output=True)
            assert open(path, 'rb').read() == after, ('not idle', ext, before.decode())
        print('%s: 40 files, %d corrected, cues and times as they were' % (ext, changed))

#!/bin/sh
# The same JSON lines through one process, two threads, GNU parallel and a Slurm job array, as docs/scale.md has them; every output
# must be the same byte for byte. Usage: tests/measure/scale_equal.sh LINES.jsonl [PROGRAM]. Slurm's daemons are started for this alone,
# in a folder of their own, and ended. Tools that are missing are said and skipped.
set -eu
lines=$(realpath "$1")
program=$(realpath "${2:-build/release/jiaodui}")
work=$(mktemp -d)
trap 'for pid in "$work"/*.pid; do [ -f "$pid" ] && kill "$(cat "$pid")" 2>/dev/null; done; sleep 1; rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/run"
ln -s "$program" "$work/bin/jiaodui"
PATH=$work/bin:$PATH
cd "$work/run"
jiaodui stream -j 1 < "$lines" > one.out

same() { if cmp one.out "$2"; then echo "$1: the same $(wc -c < one.out) bytes"; else exit 1; fi; }
jiaodui stream -j 2 < "$lines" > two.out
same "two threads" two.out

if command -v parallel > /dev/null; then
    parallel --will-cite --pipe --block 1M -k jiaodui stream -j 1 < "$lines" > parallel.out
    same "GNU parallel" parallel.out
    # Two hosts that are this one: what stands for ssh runs the command here.
    printf '#!/bin/sh\nwhile [ "${1#-}" != "$1" ]; do shift; done\nshift\n[ "$1" = -- ] && shift\nexec sh -c "$*"\n' > "$work/bin/here"
    chmod +x "$work/bin/here"
    PARALLEL_SSH=$work/bin/here parallel --will-cite --pipe --block 1M -k --sshlogin 1/host1,1/host2 jiaodui stream -j 1 \
        < "$lines" > hosts.out
    same "GNU parallel, two hosts" hosts.out
else
    echo "skipped: GNU parallel"
fi

for tool in munged slurmctld slurmd sbatch; do
    command -v $tool > /dev/null || { echo "skipped: Slurm (no $tool)"; exit 0; }
done
[ "$(id -u)" -eq 0 ] || { echo "skipped: Slurm (its daemons want root)"; exit 0; }
host=$(hostname -s)
cd "$work"
mkdir state spool munge
chmod 755 "$work"
chmod 700 munge
(umask 077 && head -c 128 /dev/urandom > munge.key)
cat > slurm.conf <<END
ClusterName=one
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$work/munge/socket
ProctrackType=proctrack/pgid
TaskPlugin=task/none
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.pid
SlurmctldLogFile=$work/slurmctld.log
SlurmdLogFile=$work/slurmd.log
ReturnToService=2
NodeName=$host NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=all Nodes=$host Default=YES State=UP
END
printf 'CgroupPlugin=cgroup/v1\nCgroupAutomount=no\n' > cgroup.conf
munged --force --key-file="$work/munge.key" --socket="$work/munge/socket" --pid-file="$work/munged.pid" --log-file="$work/munge/log" --seed-file="$work/munge/seed"
export SLURM_CONF="$work/slurm.conf"
slurmctld -f "$SLURM_CONF"
slurmd -f "$SLURM_CONF" -N "$host"
cd run
split -n l/16 -d -a 2 "$lines" part.
cat > job.sh <<'END'
#!/bin/sh
part=part.$(printf %02d "$SLURM_ARRAY_TASK_ID")
exec jiaodui stream -j "${SLURM_CPUS_PER_TASK:-1}" < "$part" > "$part.out"
END
sbatch --array=0-15 --wait job.sh > /dev/null
cat part.*.out > slurm.out
same "a Slurm job array" slurm.out

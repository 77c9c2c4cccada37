#!/usr/bin/env bash
# A PostgreSQL server for tests: on loopback, with a directory and a password of its own, thrown away afterwards.
#
#   scripts/postgres.sh start DIR [PID]   starts a server that keeps everything in DIR, which is new or empty, and prints the connection string;
#                                         with PID it is stopped when that process has ended, however it ends
#   scripts/postgres.sh stop DIR          stops it and deletes DIR
#   scripts/postgres.sh find              prints where the server's programs are; fails where there are none
#
# LINQSTREAM_POSTGRES_OPTIONS has more options for the server, such as "-c wal_level=replica".
set -euo pipefail

self=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/$(basename "${BASH_SOURCE[0]}")

fail() { echo "postgres.sh: $*" >&2; exit 1; }

# The newest version that Debian has installed, or the one in PATH.
find_programs() {
    local found
    found=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -t/ -k5 -rn | head -n 1)
    if [[ -z $found ]] && command -v pg_ctl >/dev/null; then
        found=$(dirname "$(readlink -f "$(command -v pg_ctl)")")
    fi

    [[ -x $found/initdb && -x $found/pg_ctl && -x $found/postgres ]] || return 1
    echo "$found"
}

# The server refuses to run as root: then everything of it runs as somebody who may do little.
server_user() { getent passwd postgres >/dev/null && echo postgres || echo nobody; }

as_server() {
    if ((EUID != 0)); then
        "$@"
    elif command -v runuser >/dev/null; then
        runuser -u "$(server_user)" -- "$@"
    else
        su -s /bin/sh "$(server_user)" -c "$(printf '%q ' "$@")"
    fi
}

is_taken() { (: <"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# Without fsync: the data need not outlive the machine, and a server that is killed loses nothing by it.
options() {
    echo "-c listen_addresses=127.0.0.1 -c port=$1 -c unix_socket_directories='' -c fsync=off -c full_page_writes=off -c max_connections=80" \
        "-c wal_level=logical -c max_replication_slots=40 -c max_wal_senders=40 ${LINQSTREAM_POSTGRES_OPTIONS:-}"
}

start() {
    local dir=$1 process=${2:-} programs port password attempt
    programs=$(find_programs) || fail "no PostgreSQL server is installed."
    mkdir -p "$dir"
    dir=$(cd "$dir" && pwd)
    [[ -z $(ls -A "$dir") ]] || fail "$dir is not empty."
    chmod 700 "$dir"
    if ((EUID == 0)); then
        chown "$(server_user)" "$dir"
    fi

    as_server test -w "$dir" || fail "$dir cannot be reached by the user $(server_user), which the server runs as."
    cd "$dir"

    # Not given as an argument, where other users could read it.
    password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    as_server sh -c 'umask 077 && cat >"$1"' - "$dir/password" <<<"$password"
    as_server "$programs/initdb" -D "$dir/data" -U linqstream -A scram-sha-256 --pwfile="$dir/password" \
        --encoding=UTF8 --locale=C --no-sync >"$dir.log" 2>&1 || { cat "$dir.log" >&2; rm -f "$dir.log"; fail "initdb has failed."; }
    rm -f "$dir.log"

    # A port may be taken between looking and starting, so several are tried.
    for attempt in 1 2 3 4 5 6 7 8; do
        port=$((20000 + RANDOM % 12000))
        if ! is_taken "$port" && as_server "$programs/pg_ctl" start -D "$dir/data" -l "$dir/log" -w -t 60 -o "$(options "$port")" >/dev/null 2>&1 </dev/null; then
            if [[ -n $process ]]; then
                stop_after "$process" "$dir"
            fi

            echo "Host=127.0.0.1;Port=$port;Username=linqstream;Password=$password;Database=postgres"
            return
        fi
    done

    tail -n 20 "$dir/log" >&2
    fail "the server did not start on any of $attempt ports."
}

# In a session of its own, so that what ends the process and those that it started does not end this.
stop_after() {
    "$(command -v setsid || echo nohup)" bash -c 'while kill -0 "$1"; do sleep 1; done; exec "$2" stop "$3"' - "$1" "$self" "$2" </dev/null >/dev/null 2>&1 &
}

stop() {
    local dir=$1 programs
    [[ -f $dir/data/PG_VERSION ]] || fail "$dir is no directory that 'start' has made."
    programs=$(find_programs) || fail "no PostgreSQL server is installed."
    dir=$(cd "$dir" && pwd)
    cd /
    if [[ -f $dir/data/postmaster.pid ]]; then
        as_server "$programs/pg_ctl" stop -D "$dir/data" -m immediate -w -t 60 >/dev/null
    fi

    rm -rf "$dir"
}

case "${1:-} $#" in
    "start 2" | "start 3") start "$2" "${3:-}" ;;
    "stop 2") stop "$2" ;;
    "find 1") find_programs || fail "no PostgreSQL server is installed." ;;
    *) fail "usage: $0 start DIR [PID] | stop DIR | find" ;;
esac

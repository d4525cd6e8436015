#!/usr/bin/env bash
# Runs one command of Sync.Deploy, which is built first when its source has changed. The scripts beside this file call it.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export SYNC_ROOT=$root

command -v dotnet >/dev/null || {
    echo "The .NET 10 SDK is missing: 'dotnet' is not on the PATH." >&2
    exit 1
}

inputs() {
    cd "$root"
    find deploy/Sync.Deploy Directory.Build.props Directory.Packages.props global.json -type f -not -path '*/obj/*' -not -path '*/bin/*' -print0 |
        sort -z | xargs -0 sha256sum
    dotnet --version
}

stamp=$(inputs | sha256sum | cut -c1-16)
programs=$root/.local/bin/Sync.Deploy
program=$programs/$stamp

build() {
    local draft=$program.$$
    echo "building deploy/Sync.Deploy" >&2
    if ! dotnet publish "$root/deploy/Sync.Deploy" -c Release -o "$draft" -v q -nologo -nodeReuse:false -p:UseSharedCompilation=false >"$draft.log" 2>&1; then
        cat "$draft.log" >&2
        exit 1
    fi
    rm "$draft.log"
    # One that a supervisor still runs stays.
    for old in "$programs"/*/; do
        if [[ $old != "$draft/" ]] && ! grep -qsF "$old" /proc/[0-9]*/cmdline; then rm -rf "$old"; fi
    done
    mv "$draft" "$program"
}

if [[ ! -d $program ]]; then
    mkdir -p "$programs"
    exec 9>"$programs.lock"
    flock 9
    [[ -d $program ]] || build
    exec 9>&-
fi

exec dotnet "$program/Sync.Deploy.dll" "$@"

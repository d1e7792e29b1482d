# Sourced by scripts/play and scripts/test, never run by itself. POSIX sh.
#
#   set_up play    what the desk needs
#   set_up test    that, and the tools that check the project
#
# The caller sets $root, the checkout. Afterwards $venv/bin holds the tools. A stamp in .venv remembers what
# was installed, so a second start compares one checksum and goes on.

venv=$root/.venv

# Qt's own needs, then a window under X11, then one font. A slash means "either of": newer releases renamed some.
qt_packages='libgl1 libegl1 libxkbcommon0 libglib2.0-0t64/libglib2.0-0 libfontconfig1 libdbus-1-3
libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0
fonts-dejavu-core/fonts-noto-core/fonts-liberation/fonts-liberation2/fonts-ubuntu'

say() { printf '%s\n' "$*" >&2; }
stop() { say "$*"; exit 1; }

set_up() {
    stamp=$venv/.stamp-$1
    want=$(wanted "$1")
    have=
    if [ -f "$stamp" ]; then read -r have <"$stamp" || :; fi
    if [ "$want" = "$have" ]; then return; fi

    if [ ! -w "$root" ] || { [ -e "$venv" ] && [ ! -w "$venv" ]; }; then
        stop "Setting up writes to $venv, which $(id -un) may not do; use a copy of the project that is yours."
    fi

    # One set-up at a time: a second one waits here, then finds the work done.
    if command -v flock >/dev/null 2>&1; then
        exec 9<"$root"
        flock 9
    fi
    if [ -f "$stamp" ]; then read -r have <"$stamp" || :; fi
    if [ "$want" != "$have" ]; then
        install_debian_packages
        make_venv
        install_python_packages "$1"
        try_qt
        if [ "$1" = test ]; then wanted play >"$venv/.stamp-play"; fi
        printf '%s\n' "$want" >"$stamp"
        say "Ready."
    fi
    exec 9<&-
}

# A checksum of everything that decides what is installed; the path is part of it because a venv cannot be moved.
wanted() {
    lists=requirements.txt
    if [ "$1" = test ]; then lists="$lists requirements-test.txt"; fi
    (
        cd "$root" || exit
        # shellcheck disable=SC2086  # file names without spaces
        { printf '%s\n' "$root"; cat pyproject.toml scripts/setup.sh $lists; } | cksum
    )
}

# --- Debian and Ubuntu packages -------------------------------------------------------------------------------

install_debian_packages() {
    command -v apt-get >/dev/null 2>&1 && command -v dpkg-query >/dev/null 2>&1 || return 0
    missing=$(missing_packages)
    if [ -z "$missing" ]; then return 0; fi
    say "Installing what Qt needs: $(one_line "$missing")"
    apt_install "$missing" ||
        say "Going on without these packages; if the desk does not open, this is why."
}

# Prints the entries of $qt_packages of which no alternative is installed.
missing_packages() {
    # shellcheck disable=SC2046,SC2086
    installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' $(printf '%s' "$qt_packages" | tr '/' ' ') 2>/dev/null |
        sed -n 's/ installed$//p')
    for entry in $qt_packages; do
        found=
        for name in $(printf '%s' "$entry" | tr '/' ' '); do
            case "
$installed
" in *"
$name
"*) found=yes ;; esac
        done
        if [ -z "$found" ]; then printf '%s\n' "$entry"; fi
    done
}

# Installs packages, asking sudo when needed; says the command to run when that cannot be done.
apt_install() {
    sudo=
    if [ "$(id -u)" -ne 0 ]; then
        sudo=no
        if command -v sudo >/dev/null 2>&1; then
            if sudo -n true 2>/dev/null; then sudo='sudo -n'; elif [ -t 0 ]; then sudo=sudo; fi
        fi
    fi
    names=$(choose_names "$1")
    if [ "$sudo" = no ]; then
        say "They need an administrator's rights. Ask one to run:"
        say "    sudo apt-get update && sudo apt-get install --yes --no-install-recommends $names"
        return 1
    fi
    log=$(mktemp) || return 1
    # The package lists of a fresh machine are empty or old: fetch them only when installing fails without.
    # shellcheck disable=SC2086
    if run_apt $names >"$log" 2>&1 ||
        { $sudo apt-get update >"$log" 2>&1 && names=$(choose_names "$1") && run_apt $names >>"$log" 2>&1; }; then
        rm -f "$log"
        return 0
    fi
    tail -n 5 "$log" >&2
    rm -f "$log"
    say "apt-get could not install them. To try by hand, run as root:"
    say "    apt-get update && apt-get install --yes --no-install-recommends $names"
    return 1
}

run_apt() {
    # shellcheck disable=SC2086
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "$@" </dev/null
}

# Prints, for each entry, the first alternative that this release knows, else the last.
choose_names() {
    chosen=
    for entry in $1; do
        for name in $(printf '%s' "$entry" | tr '/' ' '); do
            if apt-cache show "$name" >/dev/null 2>&1; then break; fi
        done
        chosen="$chosen $name"
    done
    printf '%s' "${chosen# }"
}

one_line() { printf '%s' "$1" | sed 's,/.*,,' | tr '\n' ' '; }

# --- Python ---------------------------------------------------------------------------------------------------

# Sets $python to the first Python that is new enough to run the desk.
find_python() {
    for python in python3.13 python3.12 python3.11 python3.14 python3 python; do
        if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then return 0; fi
    done
    return 1
}

make_venv() {
    # Keep a venv that works; one made by a Python that is gone, or cut off half-way, is made anew.
    if "$venv/bin/python" -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then return; fi
    find_python || stop "Python 3.11 or newer is needed and was not found; install it (on Debian or Ubuntu:" \
        "sudo apt-get install python3 python3-venv) and start again."
    if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
        if ! command -v apt-get >/dev/null 2>&1; then
            stop "$python cannot make virtual environments: its modules venv and ensurepip are missing; install them and start again."
        fi
        say "Installing what Python needs to make a virtual environment: $package"
        apt_install "$package/python3-venv" || stop "Without $package the project cannot be set up."
    fi
    say "Making .venv with $("$python" --version 2>&1)"
    "$python" -m venv --clear "$venv" >&2 ||
        stop "Could not make $venv; is the folder writable and is there room on the disk?"
}

install_python_packages() {
    set -- "$1" -r "$root/requirements.txt"
    if [ "$1" = test ]; then set -- "$@" -r "$root/requirements-test.txt"; fi
    shift
    say "Installing Python packages (once; about a minute)"
    quiet_pip "$@"
    quiet_pip --no-deps --editable "$root"
}

# Runs pip install without its chatter; when it fails, its last lines say why.
quiet_pip() {
    if ! PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_USER=0 \
        "$venv/bin/python" -m pip install "$@" >"$venv/setup.log" 2>&1 </dev/null; then
        grep -v '^WARNING' "$venv/setup.log" | tail -n 5 >&2
        stop "pip could not install the packages; all it said is in $venv/setup.log. Is there a network?"
    fi
}

try_qt() {
    if ! QT_QPA_PLATFORM=offscreen "$venv/bin/python" -c 'from PySide6 import QtWidgets' 2>"$venv/setup.log"; then
        tail -n 1 "$venv/setup.log" >&2
        stop "Qt does not load; install the system packages it names and start again."
    fi
}

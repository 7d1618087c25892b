# Sourced by ./run and ./test: installs by name what is missing, and says what it cannot install.

need() {
  command -v "$1" > /dev/null && return
  echo "$2 is missing ($1): install it and start again." >&2
  exit 1
}

# packages NAME...: Debian packages; those already there cost nothing.
packages() {
  local missing=()
  for name in "$@"; do
    dpkg-query -W -f '${Status}' "$name" 2> /dev/null | grep -q 'ok installed' || missing+=("$name")
  done
  [ ${#missing[@]} -eq 0 ] && return
  echo "Installing ${missing[*]} ..." >&2
  if [ "$(id -u)" -ne 0 ]; then
    echo "These Debian packages are missing: ${missing[*]}. Install them as root: apt-get install ${missing[*]}" >&2
    exit 1
  fi
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq >&2
  apt-get install -y -qq --no-install-recommends "${missing[@]}" > /dev/null
}

# npms FOLDER TO: what the lock file of FOLDER names, installed into TO once for each state of that file.
npms() {
  cmp -s "$1/package-lock.json" "$2/installed" && return
  mkdir -p "$2"
  cp "$1/package.json" "$1/package-lock.json" "$2/"
  npm ci --prefix "$2" --ignore-scripts --no-audit --no-fund --loglevel=error >&2
  cp "$1/package-lock.json" "$2/installed"
}

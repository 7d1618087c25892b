# plimsoll: makes the folder of the tickets, puts the wrapper into it once, says what this host is.  ROOT WRAPPER BYTES
umask 077
root=$1
case $root in "~/"*) root=$HOME/${root#"~/"} ;; esac
[ -d "$root/slots" ] || mkdir -p "$root/slots" || { echo "refused the folder $root cannot be made"; exit 0; }
wrapper=$root/$2
# One that a crash of the host left empty or cut is put again.
if [ "$(wc -c 2>/dev/null <"$wrapper")" != "$3" ]; then
    head -c "$3" >"$wrapper.$$" && [ "$(wc -c <"$wrapper.$$")" -eq "$3" ] && sync "$wrapper.$$" && mv "$wrapper.$$" "$wrapper" || {
        rm -f "$wrapper.$$"
        echo "refused the ticket wrapper cannot be written in $root"
        exit 0
    }
fi
echo "root $root"
echo "home $HOME"
echo "path $PATH"
{ set -- probe "$root"; . "$wrapper"; } </dev/null | while read -r need; do echo "need $need"; done

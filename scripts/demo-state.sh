#!/bin/sh
# demo-state.sh HOME: what ./run does about the demo. Prints one word:
#   play   nothing is there yet            done    it was played to its end
#   cut    it began and did not end        theirs  the shop there was set up by hand, as the handbook does
[ -e "$1/storefront" ] || { echo play; exit; }
[ ! -e "$1/storefront/done" ] || { echo done; exit; }
[ ! -e "$1/demo.begun" ] || { echo cut; exit; }
echo theirs

#!/usr/bin/env bash
# The demo of ./run: a real small web service on six local targets, shipped and rolled back by the reference guide.
# Nothing is faked: real git history, real builds, real processes, real visitors, real mail.
set -euo pipefail
cd "$(dirname "$0")/.."
home="${HOME_FOLDER:?called by ./run}" shop="$home/storefront"
plimsoll() { "$home/bin/plimsoll" --no-input "$@" 2>> "$home/demo.log"; }
seconds() { date +%s; }
begun=$(seconds)
say() { printf '\n%s\n' "$*"; }
did() { printf '  %-16s %s\n' "$1" "$2"; }
quiet() { plimsoll "$@" > /dev/null || { local code=$?; echo "demo: 'plimsoll $*' ended with $code:" >&2; tail -5 "$home/demo.log" >&2; exit "$code"; }; }

# prepare VERSION SUMMARY DATA CRITERION: what people write for a release before it ships.
prepare() {
  local version="$1" summary="$2" class="$3" criterion="$4"
  quiet release criterion add storefront "$version" "$criterion" --as Eli
  quiet release criterion meet storefront "$version" 1 --as Eli
  quiet release plan-rollback storefront "$version" --data "$class" --as Ben \
    --steps "Switch current back to the release before and restart; saved baskets stay and are ignored."
  notes "$version" "$summary"
}
notes() {
  plimsoll release notes storefront "$1" \
    | sed -e "s/^## Summary.*/&\n$2/" -e 's/^## Migration steps.*/&\nnone/' -e 's/^## Known issues.*/&\nnone/' > "$shop/notes.md"
  quiet release notes storefront "$1" --file "$shop/notes.md" --as Eli
}
# confirm VERSION: the people who accept what others prepared.
confirm() {
  quiet release confirm storefront "$1" rollback-plan --as Ada
  quiet release rehearse storefront "$1" --as Chidi
  quiet release confirm storefront "$1" smoke-prepared --as Chidi
}
evidence() {
  samples/storefront/ci.sh "$shop/repo" "$2" "$shop/ci/$2" > "$shop/ci-$2.log" 2>&1 || { tail -5 "$shop/ci-$2.log" >&2; exit 1; }
  quiet evidence add storefront "$1" --junit "$shop/ci/$2/junit.xml" --as Ben
  quiet evidence add storefront "$1" --sarif "$shop/ci/$2/scan.sarif" --as Ben
}
why() { plimsoll release why storefront "$1" | sed 's/^/  /' || true; }
# settled DEPLOYMENT: waits until a deployment has ended; prints its state.
settled() {
  local state
  for _ in $(seq 600); do
    state=$(plimsoll deployment show "$1" --json 2> /dev/null | jq -r '.summary.status' 2> /dev/null || true)
    case "$state" in succeeded|failed|cancelled|rejected) echo "$state"; return ;; esac
    sleep 0.3
  done
  echo "still $state"
}
took() { plimsoll deployment show "$1" --json | jq -r '(.summary | [.startedAt, .endedAt] | map(sub("\\.[0-9]+"; "") | sub("\\+00:00$"; "Z") | fromdateiso8601) | "\(.[1] - .[0]) s")'; }

# ahead SECONDS: moves business time (evidence, clocks of an incident); machines and retries keep their own.
clock=0
ahead() { clock=$((clock + $1)); echo "$clock" > "$home/clock"; sleep 2.5; }
# Mails as the sink shows them: the newest subject, and the page about an incident.
sunk() { curl -fs "$MAILS/$1"; }
newest_number() { find "$home/mails" -name '*.eml' | sed -E 's#.*/0*([0-9]+)\.eml#\1#' | sort -n | tail -1; }
# mail_about WORDS: the subject of the newest mail that has them.
mail_about() {
  local number subject
  for number in $(seq "$(newest_number)" -1 1); do
    subject=$(sunk "$number" | sed -n 's/.*<h1>\(.*\)<\/h1>.*/\1/p' | head -1)
    case "$subject" in *"$1"*) echo "$subject"; return ;; esac
  done
}
page_mail() {
  local number
  for _ in $(seq 100); do
    for number in $(seq "$(newest_number)" -1 1); do
      if sunk "$number" | grep -q '/ack/'; then sunk "$number"; return; fi
    done
    sleep 0.2
  done
}

. ./scripts/install.sh
packages jq
rm -rf "$shop"; mkdir -p "$shop/ci"

say "1. A shop that is released by hand today"
samples/storefront/prepare.sh "$shop" > /dev/null
samples/storefront/by-hand.sh "$shop" > "$home/by-hand.log" 2>&1 || { tail -5 "$home/by-hand.log" >&2; exit 1; }
did "storefront" "1.0.0 runs on two staging and four production targets, as real processes"
plimsoll guide check guides/octoacme-release-and-deployment.md | grep -E 'items =' | sed 's/^/  guide            /' || true
quiet guide apply guides/octoacme-release-and-deployment.md --as Ada
quiet service apply "$shop/plimsoll.yaml" --as Ben
quiet service adopt storefront 1.0.0 --environment staging --as Ada
quiet service adopt storefront 1.0.0 --environment production --as Ada
did "adopted" "what runs is on record as last known good"
setsid nohup samples/storefront/traffic.sh "$shop" 900 > "$home/visitors.log" 2>&1 < /dev/null &
echo $! > "$home/visitors.pid"
did "visitors" "ten a second come to each production target, for a quarter of an hour"

say "2. 1.1.0, a minor release, is not safe yet"
quiet release create storefront 1.1.0 --ref v1.1.0-rc.1 --as Ines
evidence 1.1.0 v1.1.0-rc.1
prepare 1.1.0 "Customers can save a basket and come back to it by its link." compatible "A saved basket opens from its link."
confirm 1.1.0
why 1.1.0

say "3. The finding is fixed, the Release Manager signs, it ships"
quiet release seal storefront 1.1.0 --ref v1.1.0 --as Ines
evidence 1.1.0 v1.1.0
notes 1.1.0 "Customers can save a basket and come back to it by its link."
confirm 1.1.0
quiet release sign-off storefront 1.1.0 --role "Release Manager" --as Ada
why 1.1.0
quiet release ship storefront 1.1.0 --as Ada
did "staging" "$(settled storefront-1.1.0-1-staging)"
did "production" "$(settled storefront-1.1.0-1-production), in $(took storefront-1.1.0-1-production): canary first, then three targets"

say "4. 1.2.0 passes staging, and its error rate rises in production"
quiet release create storefront 1.2.0 --as Ines
evidence 1.2.0 v1.2.0
prepare 1.2.0 "Discounts on the product pages." none "A discounted product shows what it saves."
confirm 1.2.0
quiet release sign-off storefront 1.2.0 --role "Release Manager" --as Ada
quiet release ship storefront 1.2.0 --as Ada
did "staging" "$(settled storefront-1.2.0-1-staging)"
did "production" "$(settled storefront-1.2.0-1-production), after $(took storefront-1.2.0-1-production)"
plimsoll deployment show storefront-1.2.0-1-production --json | jq -r '.summary.sentence' | fold -s -w 96 | sed 's/^/                   /'
did "rolled back" "$(settled storefront-1.2.0-1-production-rollback), in $(took storefront-1.2.0-1-production-rollback): 1.1.0 runs on every production target again"
did "hold" "production waits for a person; 1.2.0 is marked bad there"

say "5. The rollback has opened an incident, and the first contact is paged"
incident=$(plimsoll incident list --json | jq -r '.[0].id')
inc() { quiet incident "$@"; }
next() { plimsoll incident next "$incident" | head -"${1:-4}" | sed 's/^/  /'; }
did "$incident" "$(plimsoll incident show "$incident" --json | jq -r '"\(.summary.title); \(.summary.severity) proposed, \(.summary.status)"')"
page_mail "$incident" > "$home/page.html"
did "mail to Ada" "$(sed -n 's/.*<h1>\(.*\)<\/h1>.*/\1/p' "$home/page.html" | head -1)"
link=$(grep -oE 'http://127\.0\.0\.1:[0-9]+/ack/[A-Za-z0-9/_.~-]+' "$home/page.html" | head -1)
curl -fsS -o /dev/null "$link"
curl -fsS -o /dev/null -L --data "" "$link"
did "acknowledged" "by the link in the mail, on a phone as well: $(plimsoll oncall pages --json | jq -r '.[0] | "\(.status) by \(.acknowledgedBy)"')"
next

say "6. Ada leads it through the guide's first hour (business time is moved, nobody waits)"
inc lead "$incident" --as Ada
inc assess "$incident" --severity high --impact "Every fourth request of a customer fails with discounts on." --as Ada
inc channel "$incident" --chat https://chat.example.test/inc-1 --call https://call.example.test/inc-1 --as Ada
inc symptoms "$incident" --started -2m --text "Error rate 0.24 on the canary right after 1.2.0 went there." --as Ben
inc security "$incident" not-needed --reason "No data is involved." --as Ada
inc join "$incident" Ben --role Developers --as Ada
inc join "$incident" Ada --role "Release Manager" --as Ada
inc update "$incident" --text "Some requests of the shop fail since a few minutes. We went back to the version before and watch it." --as Ada
did "first 15 min" "$(plimsoll incident show "$incident" --json | jq -r '[.duties[] | select(.phase == "incident.immediate")] | "\(map(select(.state == "done")) | length) of \(length) done"')"
inc cause "$incident" "The discount of a product without one divides by zero." --as Ben
watched() { plimsoll incident show "$incident" --json | jq -r '.mitigation.verifiedAt // empty'; }
for _ in $(seq 20); do [ -z "$(watched)" ] || break; ahead 60; done
did "verified" "$(plimsoll incident show "$incident" --json | jq -r '.mitigation.sentence'), after the rollback"
ahead $((20 * 60))
did "nudged" "$(mail_about "Due ")"
inc update "$incident" --text "The shop answers as before. We found the cause and stay with the version before." --as Ada
next 3
inc resolve "$incident" --note "Error rate 0 for a quarter of an hour, baskets work." --as Chidi

say "7. The review, a day later, and the end"
inc update "$incident" --final --text "The shop works. Discounts come back when the fault is mended and tested." --as Ada
inc retrospective "$incident" --at "$(date -u -d "@$(( $(date +%s) + clock + 86400 ))" +%Y-%m-%dT%H:%M:%SZ)" --to ada@example.test,ben@example.test --as Ada
sleep 2
did "invitation" "$(mail_about "Retrospective")"
inc review "$incident" root-cause --text "The saving is divided by the old price, which is 0 for products that never had one. No test had such a product." --as Ben
inc action "$incident" "A smoke test with a product without an old price" --owner Chidi --due "$(date -u -d "@$(( $(date +%s) + clock + 5 * 86400 ))" +%F)" --before-next-release --as Ada
ahead 90000
did "retrospective" "$(plimsoll incident show "$incident" --json | jq -r '.duties[] | select(.evidence | startswith("began")) | .evidence'), inside the guide's 48 hours"
(cd "$shop/repo" && printf '# Runbook\n\nDiscounts off: roll back, then check the old prices.\n' > RUNBOOK.md && git add RUNBOOK.md \
  && GIT_COMMITTER_DATE="@$(( $(date +%s) + clock )) +0000" git -c user.name=Ben -c user.email=ben@example.test commit -qm "docs: what to do when discounts fail")
inc runbook "$incident" --file RUNBOOK.md --as Ben
inc archive "$incident" --where https://chat.example.test/archive/inc-1 --as Ada
inc close "$incident" --as Ada
did "closed" "$(plimsoll incident show "$incident" --json | jq -r '[.duties[]] | "\(map(select(.state == "done")) | length) of \(length) lines of the guide done, \(map(select(.late)) | length) late"')"
plimsoll incident review "$incident" > "$home/review.md"
did "review" "$(wc -l < "$home/review.md") lines of Markdown, made from $(plimsoll incident show "$incident" --json | jq -r '.entries') timeline entries: $home/review.md"

say "8. The record"
plimsoll journal verify | sed 's/^/  /'
touch "$shop/done"
say "All of this took $(( $(seconds) - begun )) s. Four things to try:"
cat << END
  plimsoll release why storefront 1.2.0                 why it may not go out again, and who can clear it
  plimsoll incident show $incident                          every line of the checklist, with who, when and what shows it
  plimsoll deployment log storefront-1.1.0-1-production  what every target said
  kill -9 the server in the middle of a deployment, ./run again, and watch it go on
END

#!/usr/bin/env bash
# Starts the three fakes and a relay that talks to them, for a check of the Action against both.
# Usage: relay-and-fakes.sh FOLDER, with PORT (the relay's) and FAKES_OPTIONS where wanted. Writes FOLDER/environment (NAME=value a line) and FOLDER/pids; both processes go on
# in the background until somebody ends them by these ids.
set -euo pipefail
folder="${1:?usage: relay-and-fakes.sh FOLDER}"
cd "$(dirname "$0")/.."
mkdir -p "$folder"
node=node_modules/.bin/node

secret() { "$node" -p "require('node:crypto').randomBytes(32).toString('hex')"; }
member() { "$node" -p "JSON.parse(require('node:fs').readFileSync(process.argv[1], 'utf8')).$2" "$1"; }
fakes() { member "$folder/fakes.json" "$1"; }
# control PATH BODY MEMBER: asks the fakes' control server to make something, and prints what it is called.
control() {
  curl -fsS -H "Authorization: Bearer $(fakes control.token)" -H 'Content-Type: application/json' -d "$2" \
    "$(fakes control.url)/$1" >"$folder/made.json"
  member "$folder/made.json" "$3"
}
# answers URL: waits until it does.
answers() {
  for _ in $(seq 150); do curl -fsS -o "$folder/answer" "$1" 2>"$folder/answer.err" && return 0; sleep 0.2; done
  echo "Nothing answers at $1." >&2
  cat "$folder"/*.log >&2
  return 1
}

"$node" --disable-warning=ExperimentalWarning simulator/cli/fakes.ts --json ${FAKES_OPTIONS:-} >"$folder/fakes.json" 2>"$folder/fakes.log" &
echo $! >"$folder/pids"
for _ in $(seq 150); do [ -s "$folder/fakes.json" ] && break; sleep 0.2; done

port="${PORT:-8099}"
drill_secret="$(secret)"
ci_token="$(secret)"
admin_token="$(secret)"
env HOST=127.0.0.1 PORT="$port" LOG_LEVEL=warn STORE_URL="sqlite:$folder/relay.db" \
  ADMIN_TOKEN="$admin_token" CI_TOKEN="$ci_token" DRILL_SIGNING_SECRET="$drill_secret" \
  SENTRY_SIGNING_SECRETS="$(fakes sentry.secret)" \
  SLACK_API_URL="$(fakes slack.url)" SLACK_BOT_TOKEN="$(fakes slack.token)" SLACK_CHANNEL="$(fakes slack.channel)" \
  SLACK_SIGNING_SECRET="$(fakes slack.signingSecret)" \
  SLACK_TEST_CHANNEL="$(control slack/channels '{"name":"drills-of-ci"}' channel)" \
  PAGERDUTY_EVENTS_URL="$(fakes pagerduty.url)" PAGERDUTY_ROUTING_KEY="$(fakes pagerduty.routingKey)" \
  PAGERDUTY_TEST_ROUTING_KEY="$(control pagerduty/services '{}' routingKey)" \
  PAGERDUTY_API_URL="$(fakes pagerduty.apiUrl)" PAGERDUTY_API_TOKEN="$(fakes pagerduty.apiToken)" \
  PAGERDUTY_WEBHOOK_SECRETS="$(fakes pagerduty.webhookSecret)" \
  "$node" --disable-warning=ExperimentalWarning src/cli/stormrelay.js serve >"$folder/relay.log" 2>&1 &
echo $! >>"$folder/pids"
answers "http://127.0.0.1:$port/readyz"

{
  echo "RELAY_URL=http://127.0.0.1:$port"
  echo "RELAY_CI_TOKEN=$ci_token"
  echo "RELAY_ADMIN_TOKEN=$admin_token"
  echo "RELAY_DRILL_SECRET=$drill_secret"
  echo "FAKES_CONTROL_URL=$(fakes control.url)"
  echo "FAKES_CONTROL_TOKEN=$(fakes control.token)"
} >"$folder/environment"

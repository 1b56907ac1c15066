#!/usr/bin/env bash
# The lines of the API reference, run as they stand there against a server, each held against what the reference says of its
# answer ("# →").
#
# usage: BASE_URL=http://127.0.0.1:8080 reference.sh
#
# EMAIL and PASSWORD are those of an account with a few cents; without them it is the demo account. What the lines create is
# removed at the end. Needs bash, curl and jq.
set -euo pipefail

BASE_URL=${BASE_URL:?the server, such as http://127.0.0.1:8080}
EMAIL=${EMAIL:-agent@example.com}
PASSWORD=${PASSWORD:-s3cr3t}

FOLDER=$(mktemp -d)
cd "$FOLDER"
HEADERS=$FOLDER/headers
CREATED=()
KEY_ID=
ACCESS_TOKEN_ID=
PLAN_ID=
FIRST_ID=
SECOND_ID=
SESSION=
STATE=
DEADLINE=$((SECONDS + 300))

# What a reader of the reference does with its lines: the server's address before the path, ids in place of placeholders.
curl() {
  local given arguments=()
  for given in "$@"; do
    given=${given/#https:\/\/api.litevps.dev/$BASE_URL}
    if [[ $given == /api/* ]]; then given=$BASE_URL$given; fi
    given=${given//agent@example.com/$EMAIL}
    given=${given//you@example.com/$EMAIL}
    given=${given//\"s3cr3t\"/\"$PASSWORD\"}
    given=${given//password123/$PASSWORD}
    given=${given//<plan-id>/$PLAN_ID}
    given=${given//plan-uuid/$PLAN_ID}
    given=${given//key-uuid/$KEY_ID}
    given=${given//uuid1/$FIRST_ID}
    given=${given//uuid2/$SECOND_ID}
    arguments+=("$given")
  done
  command curl --silent --show-error --max-time 120 --dump-header "$HEADERS" "${arguments[@]}"
}

# A reader would not wait for ever either.
sleep() {
  [[ $STATE != error && $SECONDS -lt $DEADLINE ]] || fail "the VPS does not come to run: $STATE"
  command sleep "$1"
}

fail() {
  echo "FAILED $1" >&2
  exit 1
}

# expect WHAT CONDITION JSON: the condition, in jq's language, is true of the JSON.
expect() {
  jq --exit-status --arg email "$EMAIL" "$2" <<<"$3" >/dev/null || fail "$1: $2 is not true of $3"
  echo "ok $1"
}

# expect_status WHAT STATUS: of the last answer.
expect_status() {
  grep -q "^HTTP/[0-9.]* $2" "$HEADERS" || fail "$1: $(head -n 1 "$HEADERS")"
}

created() {
  CREATED+=("$(jq --raw-output --exit-status .id <<<"$1")")
}

clean_up() {
  local status=$? id
  for id in "${CREATED[@]}"; do
    curl -X DELETE "/api/vps/$id" -H "Authorization: Bearer $SESSION" >/dev/null || status=1
  done
  if [[ -n $KEY_ID ]]; then
    curl -X DELETE "/api/keys/$KEY_ID" -H "Authorization: Bearer $SESSION" || status=1
  fi
  if [[ -n $ACCESS_TOKEN_ID ]]; then
    curl -X DELETE "/api/tokens/$ACCESS_TOKEN_ID" -H "Authorization: Bearer $SESSION" || status=1
  fi
  rm -rf "$FOLDER"
  exit "$status"
}
trap clean_up EXIT

# ---- Quick Start for Agents

# 1. Register via the portal and obtain a JWT
SESSION=$(
curl -s -X POST https://api.litevps.dev/api/auth/login \
  -H 'Content-Type: application/json' \
  -d '{"email":"agent@example.com","password":"s3cr3t"}' \
  | jq -r .token
)
[[ $SESSION == eyJ* ]] || fail "quick start 1: no token: $SESSION"
echo "ok quick start 1: a token"

# 2. Create a VPS
PLAN_ID=$(curl /api/pricing | jq -r 'min_by(.price_hourly).id')
TOKEN="eyJ..."
TOKEN=$SESSION
answer=$(
curl -s -X POST /api/vps \
  -H "Authorization: Bearer $TOKEN" \
  -H 'Content-Type: application/json' \
  -d '{"name":"my-vm","plan_id":"<plan-id>"}' \
  | jq '{id:.id, state:.state}'
)
created "$answer"
expect "quick start 2: a VPS is being created" '(.id | length) > 0 and .state == "creating"' "$answer"

# 3. Poll until state = "running"
VPS_ID="<id from step 2>"
VPS_ID=${CREATED[0]}
while true; do
  STATE=$(curl -s /api/vps/$VPS_ID \
    -H "Authorization: Bearer $TOKEN" | jq -r .state)
  echo "state: $STATE"
  [ "$STATE" = "running" ] && break
  sleep 5
done
echo "ok quick start 3: it runs"

# 4. Execute a command
answer=$(
curl -s -X POST /api/vps/$VPS_ID/exec \
  -H "Authorization: Bearer $TOKEN" \
  -H 'Content-Type: application/json' \
  -d '{"command":"uname -a"}' \
  | jq '{stdout,stderr,exit_code,duration_ms}'
)
expect "quick start 4: a command ran" \
  '(.stdout | startswith("Linux")) and .stderr == "" and .exit_code == 0 and (.duration_ms | type) == "number"' "$answer"

# ---- Auth

answer=$(curl -X POST /api/auth/register -H 'Content-Type: application/json' -d '{"email":"x@example.com","password":"x"}')
# → 400 "CAPTCHA verification failed" if token is missing or invalid
expect_status "register without a CAPTCHA" 400
expect "register without a CAPTCHA" '.error | contains("CAPTCHA verification failed")' "$answer"

answer=$(
curl -X POST /api/auth/login \
  -H 'Content-Type: application/json' \
  -d '{"email":"you@example.com","password":"password123"}'
# → {"token":"eyJ..."}
)
expect "log in" '.token | startswith("eyJ")' "$answer"

answer=$(
curl /api/me -H "Authorization: Bearer $TOKEN"
# → {"id":"...","email":"you@example.com","balance":10.5000}
)
expect "me" '(.id | length) > 0 and .email == $email and (.balance | type) == "number"' "$answer"
grep -qiE '^X-Balance-Remaining: [0-9]+\.[0-9]{4}.?$' "$HEADERS" || fail "me: X-Balance-Remaining: $(cat "$HEADERS")"

# ---- Pricing

answer=$(
curl /api/pricing
# → [{"id":"...","name":"Nano","vcpu":1,"memory_mb":512,"disk_gb":10,"price_hourly":0.0042}]
)
expect "pricing" 'length > 0 and all(.[]; (.id | length) > 0 and (.name | length) > 0
  and .vcpu > 0 and .memory_mb > 0 and .disk_gb > 0 and .price_hourly > 0)' "$answer"

# ---- VPS

answer=$(curl -X POST /api/keys -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \
  -d '{"name":"reference","public_key":"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJa5GA4asLx2ontXWN/2IXbfiqfKr394GeYlBaFUf/Qa"}')
KEY_ID=$(jq --raw-output --exit-status .id <<<"$answer") || fail "no key: $answer"
answer=$(
curl -X POST /api/vps \
  -H "Authorization: Bearer $TOKEN" \
  -H 'Content-Type: application/json' \
  -d '{
    "name":    "web-01",
    "plan_id": "plan-uuid",
    "ssh_key_ids": ["key-uuid"]
  }'
)
created "$answer"
expect "create with a key" '.name == "web-01" and .state == "creating"' "$answer"

# ---- Agent-Ready Features

printf 'hello\n' >hello.txt
answer=$(
curl -X PUT "/api/vps/$VPS_ID/files?path=/root/hello.txt" \
  -H "Authorization: Bearer $TOKEN" \
  --data-binary @hello.txt
)
expect "upload" '.path == "/root/hello.txt"' "$answer"
answer=$(
curl "/api/vps/$VPS_ID/files?path=/etc/hostname" \
  -H "Authorization: Bearer $TOKEN"
)
[[ $answer == my-vm ]] || fail "download: $answer"
echo "ok download"

# ---- Exec / Background Jobs

answer=$(
curl -X POST /api/vps/$VPS_ID/exec \
  -H "Authorization: Bearer $TOKEN" \
  -H 'Content-Type: application/json' \
  -d '{"command":"df -h /","timeout_seconds":30}'
# → {"stdout":"Filesystem ...","stderr":"","exit_code":0,"duration_ms":142}
)
expect "exec" '(.stdout | startswith("Filesystem")) and .stderr == "" and .exit_code == 0
  and (.duration_ms | type) == "number"' "$answer"

answer=$(
curl -X POST /api/vps/$VPS_ID/exec \
  -H "Authorization: Bearer $TOKEN" \
  -H 'Content-Type: application/json' \
  -d '{"command":"apt-get update -y","timeout_seconds":300,"background":true}'
# → {"job_id":"...","status":"pending","timeout_seconds":300}
)
expect "exec in the background" '(.job_id | length) > 0 and .status == "pending" and .timeout_seconds == 300' "$answer"

# ---- VM Templates

answer=$(
curl -X POST /api/vps \
  -H "Authorization: Bearer $TOKEN" \
  -H 'Content-Type: application/json' \
  -d '{"name":"agent-vm","template":"ubuntu-22-small"}'
)
created "$answer"
expect "create from a template" '.name == "agent-vm" and .state == "creating"' "$answer"

# ---- Batch Operations

answer=$(
curl -X POST /api/vps/batch \
  -H "Authorization: Bearer $TOKEN" \
  -H 'Content-Type: application/json' \
  -d '{"vms":[{"name":"w1","template":"ubuntu-22-small"},{"name":"w2","template":"ubuntu-22-small"}]}'
# → {"results":[{"index":0,"vps":{...}},{"index":1,"vps":{...}}]}
)
expect_status "batch" 207
expect "batch" '[.results[].index] == [0, 1] and [.results[].vps.name] == ["w1", "w2"]' "$answer"
FIRST_ID=$(jq --raw-output '.results[0].vps.id' <<<"$answer")
SECOND_ID=$(jq --raw-output '.results[1].vps.id' <<<"$answer")
CREATED+=("$FIRST_ID" "$SECOND_ID")
for id in "$FIRST_ID" "$SECOND_ID"; do
  answer=$(curl "/api/vps/$id?wait=running&timeout=110" -H "Authorization: Bearer $TOKEN")
  expect "wait" '.state == "running"' "$answer"
done
answer=$(
curl -X POST /api/vps/batch/exec \
  -H "Authorization: Bearer $TOKEN" \
  -H 'Content-Type: application/json' \
  -d '{"ids":["uuid1","uuid2"],"command":"uptime","timeout_seconds":10}'
# → {"results":[{"vps_id":"uuid1","stdout":"...","exit_code":0},...]}
)
expect "batch exec" "[.results[].vps_id] == [\"$FIRST_ID\", \"$SECOND_ID\"]" "$answer"
expect "batch exec" 'all(.results[]; (.stdout | length) > 0 and .exit_code == 0)' "$answer"

# ---- Billing

answer=$(
curl -X POST /api/billing/add-funds \
  -H "Authorization: Bearer $TOKEN" \
  -H 'Content-Type: application/json' \
  -d '{"amount":10}'
# → {"url":"https://checkout.stripe.com/..."}
)
expect "add funds" '.url | test("^https?://.+")' "$answer"

# ---- Access Tokens

answer=$(
curl -X POST /api/tokens \
  -H "Authorization: Bearer $TOKEN" \
  -H 'Content-Type: application/json' \
  -d '{"name":"ci-deploy"}'
# → {"id":"...","name":"ci-deploy","token":"vtk_abc123..."}
)
ACCESS_TOKEN_ID=$(jq --raw-output --exit-status .id <<<"$answer") || fail "no access token: $answer"
expect "access token" '.name == "ci-deploy" and (.token | startswith("vtk_"))' "$answer"

echo "All lines of the reference work."

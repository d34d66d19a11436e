#!/usr/bin/env bash
# Shows the main job from end to end, in a throwaway home, against a local IAM and STS: nothing of yours is read or changed.
# Needs the .NET 10 SDK and OpenSSH, no AWS account.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
require_dotnet
require_openssh

say "building (the first time this takes a minute)"
quietly dotnet build "$root/src/IamSorry.Cli" -c Release -f net10.0 -v quiet -nologo
quietly dotnet build "$root/tests/IamSorry.LocalAws" -c Release -v quiet -nologo

work=$(mktemp -d)
server='' agent=''
clean_up() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  [ -z "$agent" ] || kill "$agent" 2>/dev/null || true
  rm -rf "$work"
}
trap clean_up EXIT

# a home of its own: no variable of yours may leak in
for name in $(compgen -e AWS_) $(compgen -e IAM_SORRY_) $(compgen -e SSH_); do unset "$name"; done
dotnet_root=${DOTNET_ROOT:-$(dirname "$(readlink -f "$(command -v dotnet)")")}
export DOTNET_ROOT=$dotnet_root HOME=$work/home
mkdir -p "$HOME/.ssh" "$HOME/.aws" "$work/bin"
chmod 700 "$HOME/.ssh" "$HOME/.aws"
ln -s "$root/src/IamSorry.Cli/bin/Release/net10.0/iam-sorry" "$work/bin/iam-sorry"
ln -s "$root/tests/IamSorry.LocalAws/bin/Release/net10.0/local-aws" "$work/bin/local-aws"
export PATH=$work/bin:$PATH

if [ -t 1 ]; then bold=$'\e[1m' dim=$'\e[2m' plain=$'\e[0m'; else bold='' dim='' plain=''; fi
note() { printf '\n%s# %s%s\n' "$dim" "$*" "$plain"; }
show() { printf '%s$ %s%s\n' "$bold" "$*" "$plain"; }
run() {
  show "$*"
  # the words are a command line on purpose: what is shown is what runs
  eval "$*" 2>&1
}

note "an SSH key with a passphrase"
passphrase="correct horse $RANDOM"
show "ssh-keygen -t ed25519 -f ~/.ssh/id_ed25519"
ssh-keygen -q -t ed25519 -C alice@example -N "$passphrase" -f "$HOME/.ssh/id_ed25519"
# what types the passphrase in this demonstration; you type it yourself
printf '#!/bin/sh\ncat "%s"\n' "$work/passphrase" >"$work/askpass"
(umask 077 && printf '%s\n' "$passphrase" >"$work/passphrase")
chmod 700 "$work/askpass"
export SSH_ASKPASS=$work/askpass SSH_ASKPASS_REQUIRE=force

note "the policy that an admin attaches to alice-mgr; here the local AWS enforces it"
show "iam-sorry policy alice --account 123456789012 > manager.json"
iam-sorry policy alice --account 123456789012 >"$work/manager.json" 2>/dev/null
# a user that its admin has given two rights, and a role that trusts it
account=123456789012
printf '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["sts:GetFederationToken","sts:AssumeRole"],"Resource":"*"}]}' >"$work/dev.json"
printf '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::%s:user/alice-dev"},"Action":"sts:AssumeRole"}]}' $account >"$work/trust.json"
local-aws --user alice-mgr --policy "$work/manager.json" --user alice-dev --policy "$work/dev.json" --role "deploy=$work/trust.json" \
  --new-key-delay 2 --parent $$ --ready-file "$work/ready" 2>"$work/server.log" &
server=$!
for _ in $(seq 100); do
  [ ! -s "$work/ready" ] || break
  kill -0 "$server" 2>/dev/null || die "the local AWS did not start: $(cat "$work/server.log")"
  sleep 0.1
done
# shellcheck source=/dev/null
source "$work/ready"
export AWS_ENDPOINT_URL=$LOCAL_AWS_ENDPOINT

note "the manager's keys, as 'aws configure --profile iam-sorry' would store them"
(umask 077 && printf '# my keys\n[iam-sorry]\naws_access_key_id = %s\naws_secret_access_key = %s\n' "$LOCAL_AWS_KEY_ID_1" "$LOCAL_AWS_SECRET_1" >"$HOME/.aws/credentials")
printf '[profile iam-sorry]\nregion = eu-central-1\n' >"$HOME/.aws/config"

note "seal them with the SSH key: from now on they need its passphrase or the agent"
run "iam-sorry encrypt"
run "cut -c 1-110 ~/.aws/credentials"

note "load the SSH key into an agent, so that nobody is asked again"
agent_out=$(ssh-agent -s)
eval "$agent_out" >/dev/null
agent=$SSH_AGENT_PID
run "ssh-add -q ~/.ssh/id_ed25519"

note "create the IAM user alice-bedrock and put 36 hours of it into its profile"
run "iam-sorry alice-bedrock"
run "sed 's/\\(secret_access_key\\|session_token\\) = ......*/\\1 = (hidden here)/' ~/.aws/credentials | cut -c 1-110"

note "use it: the AWS SDK asks STS whose credentials these are"
# shellcheck disable=SC2016 # run evaluates it
run 'eval "$(iam-sorry eval alice-bedrock)"'
run "local-aws whoami"
who=$(local-aws whoami)
unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN

note "or for one command only, which gets an endpoint instead of keys: the session is renewed for as long as it runs"
run "iam-sorry exec alice-bedrock --server -- local-aws whoami"

note "a session that can look at everything and change nothing, for an agent"
run "iam-sorry exec alice-dev --read-only --server -- local-aws whoami"

note "sessions of a role: a key of alice-dev that lives for one call assumes it"
run "iam-sorry grant deploy --role arn:aws:iam::$account:role/deploy --user alice-dev"
run "iam-sorry exec deploy --server -- local-aws whoami"

note "what there is, and what was done in AWS"
run "iam-sorry list"
run "iam-sorry audit --verify"

note "a new key for the manager: created, proved, sealed; the old one deactivated, then deleted"
run "iam-sorry rotate"

note "a user outside the namespace is refused"
show "iam-sorry bob-x"
code=0
iam-sorry bob-x 2>&1 || code=$?
echo "(exit code $code)"

case $who in
  *:user/alice-bedrock) ;;
  *) die "the session is of $who, not of user/alice-bedrock" ;;
esac
[ "$code" = 3 ] || die "bob-x was not refused"
note "that was it; $work is removed now, and install it with scripts/install.sh"

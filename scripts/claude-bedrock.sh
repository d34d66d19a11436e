#!/usr/bin/env bash
# Claude Code, or another agent, on Amazon Bedrock as one IAM user of your namespace: it is given sessions only.
#   claude-bedrock.sh [PROFILE] [-- ARGUMENT ...]   runs the agent with an endpoint that renews its session for days
#   source claude-bedrock.sh [PROFILE]              sets this shell up: every agent started in it gets fresh sessions
# PROFILE: else IAM_SORRY_BEDROCK_PROFILE, else PREFIX-bedrock of your namespace. IAM_SORRY_AGENT names another agent than claude.

_iam_sorry_bedrock_profile() {
  local profile=${1:-${IAM_SORRY_BEDROCK_PROFILE:-}} prefix
  if [ -z "$profile" ]; then
    # the namespace is the manager's, whatever your login name is
    prefix=$(iam-sorry status --json | sed -n 's/^  "prefix": "\(.*\)",\{0,1\}$/\1/p') || return
    if [ -z "$prefix" ]; then
      printf 'claude-bedrock.sh: there is no manager whose namespace is known\n  try: name the profile: claude-bedrock.sh PROFILE; or see: iam-sorry status\n' >&2
      return 1
    fi
    profile=$prefix-bedrock
  fi
  printf '%s' "$profile"
}

_iam_sorry_bedrock_shell() {
  local profile region
  profile=$(_iam_sorry_bedrock_profile "$@") || return
  # the SDK asks iam-sorry whenever it needs credentials; says nothing new where it is configured already
  iam-sorry configure "$profile" || return
  # Claude Code does not read the region from the config file
  region=$(iam-sorry exec "$profile" --nested -- printenv AWS_REGION) || return
  # all that would win over the profile
  unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_SECURITY_TOKEN AWS_CREDENTIAL_EXPIRATION AWS_DEFAULT_PROFILE
  unset AWS_ACCESS_KEY AWS_SECRET_KEY AWS_CREDENTIAL_FILE AWS_ROLE_ARN AWS_ROLE_SESSION_NAME AWS_WEB_IDENTITY_TOKEN_FILE
  unset AWS_CONTAINER_CREDENTIALS_FULL_URI AWS_CONTAINER_CREDENTIALS_RELATIVE_URI AWS_CONTAINER_AUTHORIZATION_TOKEN
  unset AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE AWS_BEARER_TOKEN_BEDROCK
  export CLAUDE_CODE_USE_BEDROCK=1 AWS_PROFILE="$profile" AWS_REGION="$region"
  printf 'agents in this shell use Bedrock in %s as profile %s\n' "$region" "$profile" >&2
}

_iam_sorry_bedrock_run() {
  local profile=''
  if [ $# -gt 0 ] && [ "$1" != -- ]; then
    profile=$1
    shift
  fi
  if [ $# -gt 0 ]; then
    [ "$1" = -- ] || {
      printf 'claude-bedrock.sh: one word too many: %s\n  try: arguments of the agent go behind --\n' "$1" >&2
      return 2
    }
    shift
  fi
  profile=$(_iam_sorry_bedrock_profile "$profile") || return
  exec iam-sorry exec "$profile" --server -- \
    env CLAUDE_CODE_USE_BEDROCK=1 "${IAM_SORRY_AGENT:-claude}" "$@"
}

if (return 0 2>/dev/null); then
  _iam_sorry_bedrock_shell "$@"
else
  case ${1:-} in
    -h | --help) sed -n '2,5s/^# \{0,1\}//p' "$0" ;;
    *) _iam_sorry_bedrock_run "$@" ;;
  esac
fi

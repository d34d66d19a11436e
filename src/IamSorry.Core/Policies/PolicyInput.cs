using System.Buffers;
using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.Errors;

namespace IamSorry.Policies;

/// <summary>Refuses what would make a policy that AWS rejects or, worse, one that means something else.</summary>
internal static class PolicyInput
{
    private static readonly SearchValues<char> ExternalIdCharacters
        = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+=,.@:/-");

    private static readonly SearchValues<char> PolicyPathCharacters
        = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+=,.@/-");

    private static readonly SearchValues<char> ModelCharacters
        = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.:*-");


    internal static void Check(PolicyRequest request)
    {
        CheckNamespace(request.Prefix, "prefix");
        CheckPartition(request.Partition);
        CheckAccount(request);
        CheckDelegates(request);
        if (request.BoundaryArn is { } boundary)
        {
            RequireKind(request, PolicyKind.Manager, "boundary");
            CheckBoundary(boundary, request);
        }

        CheckManager(request);
        if (request.Kind is PolicyKind.Bedrock or PolicyKind.Lambda)
        {
            CheckRegions(request);
        }
        else if (request.Regions.Count > 0)
        {
            RequireKind(request, PolicyKind.Bedrock, "region");
        }

        CheckBedrock(request);
        RolePolicyInput.Check(request);
        if (request.ExternalId is { } externalId)
        {
            if (request.Kind != PolicyKind.RoleTrust)
            {
                RequireKind(request, PolicyKind.Trust, "external id");
            }

            CheckExternalId(externalId);
        }
    }

    private static void CheckManager(PolicyRequest request)
    {
        foreach (var (isAsked, what) in new[]
        {
            (request.Roles, "right to make roles"), (request.Mfa, "second factor"), (request.Revoke, "right to revoke"),
        })
        {
            if (isAsked)
            {
                RequireKind(request, PolicyKind.Manager, what);
            }
        }

        if (request.Roles && request.BoundaryArn is null)
        {
            throw new InvalidInputException(
                "a manager makes roles only with a permissions boundary, and none is named", new Remedy(
                    "name the one of the namespace", new OurCommand.Option(
                        OurOption.Boundary,
                        $"arn:{request.Partition}:iam::{(request.Account == "*" ? "ACCOUNT" : request.Account)}:policy/"
                        + $"iam-sorry-boundary-{request.Prefix}")));
        }
    }

    private static void CheckNamespace(string name, string what)
    {
        IamUserName.Require(name);
        if (name.Contains('-', StringComparison.Ordinal))
        {
            throw new InvalidInputException(
                $"the {what} '{name}' contains a hyphen, but a namespace is what stands before the first one",
                $"did you mean '{name[..name.IndexOf('-', StringComparison.Ordinal)]}'?");
        }

        if (name.Length + UserNamespace.ManagerSuffix.Length > IamUserName.MaxLength)
        {
            throw new InvalidInputException(
                $"the {what} is {name.Length} characters long, which leaves no room for {UserNamespace.ManagerSuffix}",
                $"choose one of at most {IamUserName.MaxLength - UserNamespace.ManagerSuffix.Length} characters");
        }
    }

    private static void CheckPartition(string partition)
    {
        if (AwsPartition.All.All(each => each.Name != partition))
        {
            throw new InvalidInputException(
                $"there is no partition {TerminalText.Quote(partition)}",
                $"use one of {string.Join(", ", AwsPartition.All.Select(each => each.Name))}");
        }
    }

    private static void CheckAccount(PolicyRequest request)
    {
        if (request.Account == "*")
        {
            if (request.Kind is PolicyKind.Trust or PolicyKind.RoleTrust or PolicyKind.Lambda)
            {
                throw new InvalidInputException(
                    request.Kind == PolicyKind.Lambda
                        ? "a lambda policy must name the account: buckets of the namespace's name may belong to anybody"
                        : "a trust policy must name the account of the users that it trusts", new Remedy(
                        "add the twelve digits of yours", new OurCommand.Option(OurOption.Account, "ACCOUNT")));
            }

            return;
        }

        if (!IsAccount(request.Account))
        {
            throw new InvalidInputException(
                $"{TerminalText.Quote(request.Account)} is not an account id",
                "an account id has twelve digits: aws sts get-caller-identity");
        }
    }

    private static void CheckDelegates(PolicyRequest request)
    {
        // IAM names are unique ignoring case, so two owners that differ by case only would be the same users
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { request.Prefix };
        foreach (var owner in request.DelegateTo)
        {
            RequireKind(request, PolicyKind.Manager, "delegate");
            CheckNamespace(owner, "owner");
            if (!seen.Add(owner))
            {
                throw new InvalidInputException(
                    string.Equals(owner, request.Prefix, StringComparison.OrdinalIgnoreCase)
                        ? $"'{owner}' is the manager's own namespace: there is nothing to hand over"
                        : $"the owner '{owner}' is named twice",
                    "name each other namespace once");
            }
        }
    }

    private static void CheckBoundary(string arn, PolicyRequest request)
    {
        // arn:PARTITION:iam::ACCOUNT:policy/PATH/NAME; a policy of AWS itself has the account "aws"
        var valid = arn.Split(':') is ["arn", var partition, "iam", "", var account, var resource]
            && partition == request.Partition
            && (account == "aws" || (IsAccount(account) && (request.Account == "*" || account == request.Account)))
            && resource.StartsWith("policy/", StringComparison.Ordinal)
            && !resource.EndsWith('/')
            && !resource.AsSpan().ContainsAnyExcept(PolicyPathCharacters);
        if (!valid)
        {
            throw new InvalidInputException(
                $"{TerminalText.Quote(arn)} is not the ARN of a managed policy of this account",
                $"such as arn:{request.Partition}:iam::123456789012:policy/namespace-boundary");
        }
    }

    private static void CheckRegions(PolicyRequest request)
    {
        if (request.Regions.Count == 0)
        {
            throw new InvalidInputException(
                $"a {PolicyTemplates.NameOf(request.Kind)} policy must name its regions", new Remedy(
                    "add some, such as", new OurCommand.Option(OurOption.Region, "us-east-1")));
        }

        foreach (var region in request.Regions)
        {
            if (region.Length > 24 || AwsPartition.Find(region)?.Name != request.Partition)
            {
                throw new InvalidInputException(
                    $"{TerminalText.Quote(region)} is not a region of the partition {request.Partition}",
                    "such as us-east-1, cn-north-1, us-gov-west-1");
            }
        }
    }

    private static void CheckBedrock(PolicyRequest request)
    {
        foreach (var (isAsked, what) in new[]
        {
            (request.Bearer, "bearer token"), (request.Mantle, "right to Mantle"),
            (request.ApplicationProfiles, "right to application profiles"),
        })
        {
            if (isAsked)
            {
                RequireKind(request, PolicyKind.Bedrock, what);
            }
        }

        if (request.Kind != PolicyKind.Bedrock)
        {
            return;
        }

        if (request.Models.Count == 0)
        {
            throw new InvalidInputException(
                "a bedrock policy must name its models", new Remedy(
                    "add some, such as", new OurCommand.Option(OurOption.Model, "anthropic.*")));
        }

        foreach (var model in request.Models)
        {
            CheckModel(model);
        }
    }

    private static void CheckModel(string model)
    {
        var dot = model.IndexOf('.', StringComparison.Ordinal);

        // a wildcard before the dot would let every vendor's models in; us.anthropic.x is a profile, which is allowed along with
        // the model
        var valid = dot > 0
            && dot + 1 < model.Length
            && model.Length <= 140
            && model[..dot].All(char.IsAsciiLetterOrDigit)
            && model[..dot] is not ("us" or "eu" or "apac" or "global" or "au" or "jp" or "ca")
            && !model.AsSpan().ContainsAnyExcept(ModelCharacters);
        if (!valid)
        {
            throw new InvalidInputException(
                $"{TerminalText.Quote(model)} is not a pattern of model ids",
                "write VENDOR.MODEL without a region, such as 'anthropic.claude-sonnet-*'");
        }
    }

    private static void CheckExternalId(string externalId)
    {
        if (externalId.Length is < 2 or > 1224 || externalId.AsSpan().ContainsAnyExcept(ExternalIdCharacters))
        {
            throw new InvalidInputException(
                $"{TerminalText.Quote(externalId)} is not an external id",
                "AWS takes 2 to 1,224 letters, digits and _ + = , . @ : / -");
        }
    }

    internal static void RequireKind(PolicyRequest request, PolicyKind kind, string what)
    {
        if (request.Kind != kind)
        {
            throw new InvalidInputException(
                $"a {what} makes no sense in a {PolicyTemplates.NameOf(request.Kind)} policy", new Remedy(
                    "leave it out, or ask for", new OurCommand.Option(OurOption.Kind, PolicyTemplates.NameOf(kind))));
        }
    }

    internal static bool IsAccount(string account) => account.Length == 12 && account.All(char.IsAsciiDigit);
}

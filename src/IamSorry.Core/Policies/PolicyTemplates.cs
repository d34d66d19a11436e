using System.Text.Json.Nodes;

namespace IamSorry.Policies;

/// <summary>Turns the templates of <c>policies/</c>, which are embedded in the library, into policy documents.</summary>
public static class PolicyTemplates
{
    /// <summary>
    /// Stands where an external id belongs. Angle brackets are not allowed in one, so AWS can never be given this value.
    /// </summary>
    internal const string NoExternalId = "<external-id>";

    /// <summary>Renders one policy.</summary>
    /// <exception cref="Errors.InvalidInputException">A value of the request is none that AWS or the namespace rule
    /// accepts.</exception>
    public static RenderedPolicy Render(PolicyRequest request)
    {
        PolicyInput.Check(request);
        var values = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
        {
            ["partition"] = [request.Partition],
            ["account"] = [request.Account],
            ["prefix"] = [request.Prefix],
            ["region"] = request.Regions,
            ["model"] = request.Models,
            ["role"] = request.RoleArns,
            ["user"] = request.Users,
            ["external-id"] = [request.ExternalId ?? NoExternalId],
        };
        if (request.BoundaryArn is { } boundary)
        {
            values["boundary"] = [boundary];
        }

        var policy = Load(request.Users is [] ? NameOf(request.Kind) : "role-trust-users", values);
        if (request.Kind == PolicyKind.Manager)
        {
            for (var i = 0; i < request.DelegateTo.Count; i++)
            {
                values["owner"] = [request.DelegateTo[i]];
                values["number"] = [$"{i + 1}"];
                Append(policy, Load("manager-delegate", values));
            }

        }

        foreach (var part in PartsOf(request))
        {
            Append(policy, Load(part, values));
        }

        return new RenderedPolicy(request, Readable.Indented(policy));
    }

    internal static string NameOf(PolicyKind kind) => kind switch
    {
        PolicyKind.Manager => "manager",
        PolicyKind.Refresh => "refresh",
        PolicyKind.Bedrock => "bedrock",
        PolicyKind.Restricted => "restricted",
        PolicyKind.Lambda => "lambda",
        PolicyKind.Boundary => "boundary",
        PolicyKind.Trust => "trust",
        PolicyKind.RoleTrust => "role-trust",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    // the templates that are added to the one of the kind
    private static IEnumerable<string> PartsOf(PolicyRequest request)
    {
        (string Name, bool IsWanted)[] parts =
        [
            ("manager-boundary", request.BoundaryArn is not null),
            ("manager-roles", request.Roles),
            ("manager-mfa", request.Mfa),
            ("manager-revoke", request.Revoke),
            ("bedrock-application", request.ApplicationProfiles),
            ("bedrock-bearer", request.Bearer),
            ("bedrock-mantle", request.Mantle),
        ];
        return parts.Where(part => part.IsWanted).Select(part => part.Name);
    }

    private static JsonObject Load(string name, Dictionary<string, IReadOnlyList<string>> values)
    {
        using var stream = typeof(PolicyTemplates).Assembly.GetManifestResourceStream($"policies/{name}.json")
            ?? throw new InvalidOperationException($"the template policies/{name}.json is not embedded in the library");
        var template = JsonNode.Parse(stream)!.AsObject();
        return new TemplateFiller(values).Fill(template);
    }

    private static void Append(JsonObject policy, JsonObject more)
    {
        var statements = policy["Statement"]!.AsArray();
        foreach (var statement in more["Statement"]!.AsArray())
        {
            statements.Add(statement!.DeepClone());
        }
    }
}

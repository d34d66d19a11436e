using System.Runtime.CompilerServices;
using System.Text.Json;

namespace IamSorry.LocalAws.Authorization;

/// <summary>
/// An identity policy, a permissions boundary or (<see cref="ParseTrust"/>) a role's trust policy, ready to be evaluated. The
/// grammar is IAM's (User Guide, "Grammar of the IAM JSON policy language"), read strictly: what is not understood is an error,
/// never "no match".
/// </summary>
public sealed class PolicyDocument
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    // by the text object, not by its characters: a search sets and asks one and the same policy many thousand times
    private static readonly ConditionalWeakTable<string, PolicyDocument> Known = [];

    private readonly List<Statement> _statements;

    private PolicyDocument(List<Statement> statements) => _statements = statements;

    /// <summary>Reads an identity policy or a boundary.</summary>
    /// <exception cref="FormatException">What IAM calls a MalformedPolicyDocument.</exception>
    public static PolicyDocument Parse(string json)
        => Known.GetValue(json, static text => Parse(text, trust: false));

    /// <summary>Reads a role's trust policy: statements with a Principal and without a Resource.</summary>
    /// <exception cref="FormatException">What IAM calls a MalformedPolicyDocument.</exception>
    public static PolicyDocument ParseTrust(string json) => Parse(json, trust: true);

    internal bool Allows(AuthorizationRequest request) => HasMatch(request, allow: true);

    internal bool Denies(AuthorizationRequest request) => HasMatch(request, allow: false);

    private bool HasMatch(AuthorizationRequest request, bool allow)
    {
        foreach (var statement in _statements)
        {
            if (statement.Allow == allow && statement.Matches(request))
            {
                return true;
            }
        }

        return false;
    }

    private static PolicyDocument Parse(string json, bool trust)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json, Strict);
        }
        catch (JsonException e)
        {
            throw new FormatException($"the policy is not JSON: {e.Message}", e);
        }

        using (document)
        {
            return new PolicyDocument(new StatementParser(trust).ParseDocument(document.RootElement));
        }
    }
}

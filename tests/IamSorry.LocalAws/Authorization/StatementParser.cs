using System.Text.Json;

namespace IamSorry.LocalAws.Authorization;

/// <summary>Reads the JSON of a policy and refuses whatever the grammar does not know.</summary>
internal sealed class StatementParser(bool trust)
{
    private const string Current = "2012-10-17";
    private readonly HashSet<string> _sids = new(StringComparer.Ordinal);
    private bool _variables;

    internal List<Statement> ParseDocument(JsonElement root)
    {
        RequireKnown(root, "the policy", "Version", "Id", "Statement");
        var version = root.TryGetProperty("Version", out var v) ? Text(v, "Version") : "2008-10-17";
        if (version is not (Current or "2008-10-17"))
        {
            throw new FormatException($"unknown policy Version: {version}");
        }

        // the older version takes ${...} as plain text
        _variables = version == Current;
        if (root.TryGetProperty("Id", out var id))
        {
            Text(id, "Id");
        }

        if (!root.TryGetProperty("Statement", out var statements))
        {
            throw new FormatException("the policy has no Statement");
        }

        var parsed = statements.ValueKind == JsonValueKind.Array
            ? [.. statements.EnumerateArray().Select(ParseStatement)]
            : new List<Statement> { ParseStatement(statements) };
        return parsed.Count > 0 ? parsed : throw new FormatException("the policy has no statement");
    }

    private Statement ParseStatement(JsonElement json)
    {
        RequireKnown(
            json, "a statement", "Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Principal", "NotPrincipal",
            "Condition");
        if (json.TryGetProperty("Sid", out var sid))
        {
            CheckSid(Text(sid, "Sid"));
        }

        var effect = json.TryGetProperty("Effect", out var e) ? Text(e, "Effect")
            : throw new FormatException("a statement has no Effect");
        if (effect is not ("Allow" or "Deny"))
        {
            throw new FormatException($"Effect must be Allow or Deny, not {effect}");
        }

        var actions = Either(json, "Action", ParseAction) ?? throw new FormatException("a statement must contain actions");
        var resources = Either(json, "Resource", text => ArnPattern.Parse(text, _variables));
        var principals = Either(json, "Principal", text => ArnPattern.Parse(text, variables: false), inside: "AWS");
        if (trust ? resources is not null || principals is null : resources is null || principals is not null)
        {
            throw new FormatException(trust
                ? "a statement of a trust policy has a Principal and no Resource"
                : "a statement of an identity policy has a Resource and no Principal");
        }

        return new Statement(effect == "Allow", actions, resources, principals, ParseConditions(json));
    }

    private static ElementList<T>? Either<T>(JsonElement json, string name, Func<string, T> parse, string? inside = null)
    {
        var plain = json.TryGetProperty(name, out var values);
        var negated = json.TryGetProperty("Not" + name, out var notValues);
        if (plain && negated)
        {
            throw new FormatException($"a statement has both {name} and Not{name}");
        }

        if (!plain && !negated)
        {
            return null;
        }

        var element = plain ? values : notValues;
        if (inside is not null && element.ValueKind == JsonValueKind.Object)
        {
            RequireKnown(element, name, inside);
            element = element.TryGetProperty(inside, out var list) ? list : throw new FormatException($"{name} is empty");
        }

        return new ElementList<T>(negated, [.. Texts(element, name).Select(parse)]);
    }

    private static TextPattern ParseAction(string action)
    {
        var colon = action.IndexOf(':', StringComparison.Ordinal);
        var wellFormed = colon > 0
            && action[..colon].All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            && colon + 1 < action.Length
            && action[(colon + 1)..].All(c => char.IsAsciiLetterOrDigit(c) || "*?-_".Contains(c, StringComparison.Ordinal));
        return action == "*" || wellFormed
            ? TextPattern.Parse(action, wildcards: true, variables: false)
            : throw new FormatException($"actions must be prefaced by a vendor, such as iam: {action}");
    }

    private Condition[] ParseConditions(JsonElement json)
    {
        var conditions = new List<Condition>();
        if (!json.TryGetProperty("Condition", out var block))
        {
            return [];
        }

        RequireObject(block, "Condition");
        foreach (var operation in block.EnumerateObject())
        {
            RequireObject(operation.Value, operation.Name);
            foreach (var key in operation.Value.EnumerateObject())
            {
                conditions.Add(Condition.Parse(operation.Name, key.Name, Texts(key.Value, key.Name, scalars: true), _variables));
            }
        }

        return [.. conditions];
    }

    private void CheckSid(string sid)
    {
        if (!sid.All(char.IsAsciiLetterOrDigit))
        {
            throw new FormatException($"a Sid has letters and digits only: {sid}");
        }

        if (sid.Length > 0 && !_sids.Add(sid))
        {
            throw new FormatException($"statement ids must be unique: {sid}");
        }
    }

    private static void RequireObject(JsonElement json, string what)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"{what} must be an object");
        }
    }

    private static void RequireKnown(JsonElement json, string what, params string[] known)
    {
        RequireObject(json, what);
        foreach (var property in json.EnumerateObject())
        {
            // element names are compared letter for letter
            if (!known.Contains(property.Name, StringComparer.Ordinal))
            {
                throw new FormatException($"{what} has an unknown element: {property.Name}");
            }
        }
    }

    private static string Text(JsonElement json, string what)
        => json.ValueKind == JsonValueKind.String ? json.GetString()! : throw new FormatException($"{what} must be a string");

    private static List<string> Texts(JsonElement json, string what, bool scalars = false)
    {
        var values = json.ValueKind == JsonValueKind.Array
            ? json.EnumerateArray().Select(Scalar).ToList()
            : [Scalar(json)];
        return values.Count > 0 ? values : throw new FormatException($"{what} is empty");

        string Scalar(JsonElement value) => value.ValueKind switch
        {
            JsonValueKind.True when scalars => "true",
            JsonValueKind.False when scalars => "false",
            JsonValueKind.Number when scalars => value.GetRawText(),
            _ => Text(value, what),
        };
    }
}

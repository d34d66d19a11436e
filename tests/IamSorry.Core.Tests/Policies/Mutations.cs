using System.Text.Json.Nodes;

namespace IamSorry.Tests.Policies;

/// <summary>
/// Policies that lack one element of a policy: a statement, an action, a resource, a condition or one of its values.
/// </summary>
internal static class Mutations
{
    /// <param name="json">The policy.</param>
    /// <param name="deniesOnly">Whether only what denies is changed: beside a policy that allows everything, nothing else
    /// counts.</param>
    internal static IEnumerable<(string What, string Json)> Of(string json, bool deniesOnly = false)
    {
        var statements = JsonNode.Parse(json)!["Statement"]!.AsArray().Count;
        for (var i = 0; i < statements; i++)
        {
            var sid = JsonNode.Parse(json)!["Statement"]![i]!["Sid"]!.GetValue<string>();
            if (deniesOnly && JsonNode.Parse(json)!["Statement"]![i]!["Effect"]!.GetValue<string>() != "Deny")
            {
                continue;
            }

            if (statements > 1)
            {
                yield return Change(json, $"{sid} removed", policy => policy["Statement"]!.AsArray().RemoveAt(i));
            }

            foreach (var mutation in OfStatement(json, i, sid).Concat(Weakened(json, i, sid)))
            {
                yield return mutation;
            }
        }
    }

    private static IEnumerable<(string What, string Json)> OfStatement(string json, int index, string sid)
    {
        var statement = JsonNode.Parse(json)!["Statement"]![index]!.AsObject();
        foreach (var element in new[] { "Action", "Resource", "NotResource" })
        {
            for (var i = 0; statement[element] is JsonArray { Count: > 1 } array && i < array.Count; i++)
            {
                var at = i;
                yield return Change(
                    json, $"{sid}: {array[i]} removed", policy => policy["Statement"]![index]![element]!.AsArray().RemoveAt(at));
            }
        }

        foreach (var (operation, keys) in statement["Condition"]?.AsObject() ?? [])
        {
            foreach (var (key, values) in keys!.AsObject())
            {
                yield return Change(
                    json, $"{sid}: condition {operation} {key} removed", policy
                        => RemoveCondition(policy["Statement"]![index]!.AsObject(), operation, key));
                for (var i = 0; values is JsonArray { Count: > 1 } array && i < array.Count; i++)
                {
                    var at = i;
                    yield return Change(
                        json, $"{sid}: value {array[i]} of {key} removed",
                        policy => policy["Statement"]![index]!["Condition"]![operation]![key]!.AsArray().RemoveAt(at));
                }
            }
        }
    }

    /// <summary>Elements that are still there but say less, or more, than they should.</summary>
    private static IEnumerable<(string What, string Json)> Weakened(string json, int index, string sid)
    {
        yield return Change(json, $"{sid}: effect turned round", policy =>
        {
            var statement = policy["Statement"]![index]!;
            statement["Effect"] = statement["Effect"]!.GetValue<string>() == "Allow" ? "Deny" : "Allow";
        });

        var original = JsonNode.Parse(json)!["Statement"]![index]!.ToJsonString();
        (string From, string To)[] replacements =
        [
            ("StringEqualsIfExists", "StringEquals"), ("\"StringEquals\"", "\"StringEqualsIfExists\""), (
                "StringEquals", "StringEqualsIgnoreCase"),
            ("\"true\"", "\"false\""), ("-*\"", "*\""), ("-*/*", "/*"), ("/*/", "/"), ("-mgr\"", "*\""), (
                "::123456789012:", "::*:"),
            ("ForAllValues:", "ForAnyValue:"), ("StringNotEquals", "StringEquals"), ("ArnLike", "ArnNotLike"),
            (":123456789012:inference", ":*:inference"), (":inference-profile/*.", ":*inference-profile/*."), (
                "*.anthropic", "*anthropic"),
        ];
        foreach (var (from, to) in replacements)
        {
            // a Deny that reaches into other accounts changes nothing: nothing is allowed there
            var hasEffect = from != "::123456789012:" || original.Contains("\"Allow\"", StringComparison.Ordinal);
            if (hasEffect && original.Contains(from, StringComparison.Ordinal))
            {
                yield return Change(
                    json, $"{sid}: {from} became {to}",
                    policy => policy["Statement"]![index] = JsonNode.Parse(original.Replace(from, to, StringComparison.Ordinal)));
            }
        }
    }

    private static void RemoveCondition(JsonObject statement, string operation, string key)
    {
        var conditions = statement["Condition"]!.AsObject();
        conditions[operation]!.AsObject().Remove(key);
        if (conditions[operation]!.AsObject().Count == 0)
        {
            conditions.Remove(operation);
        }

        if (conditions.Count == 0)
        {
            statement.Remove("Condition");
        }
    }

    private static (string What, string Json) Change(string json, string what, Action<JsonNode> change)
    {
        var policy = JsonNode.Parse(json)!;
        change(policy);
        return (what, policy.ToJsonString());
    }
}

using System.Text.Json;
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
        foreach (var element in new[] { "Action", "NotAction", "Resource", "NotResource" })
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
            ("/${aws:username}\"", "/*\""), ("BoolIfExists", "Bool"), ("\"false\"", "\"true\""), ("ArnEquals", "ArnNotEquals"),
            ("iam-sorry-revoked", "*"), ("iam-sorry-alice", "*-alice"), ("SHORT_TERM", "LONG_TERM"),
            (":123456789012:application", ":*:application"), (":123456789012:project", ":*:project"),
            (":123456789012:function", ":*:function"), (":123456789012:table", ":*:table"),
            (":123456789012:log-group", ":*:log-group"), ("log-group:/aws/lambda/", "log-group:*"), ("lambda.amazonaws.com", "*"),
        ];
        foreach (var (from, to) in replacements)
        {
            if (original.Contains(from, StringComparison.Ordinal) && HasEffect(from, to, original, json))
            {
                yield return Change(
                    json, $"{sid}: {from} became {to}",
                    policy => policy["Statement"]![index] = Merged(original.Replace(from, to, StringComparison.Ordinal)));
            }
        }
    }

    private static bool HasEffect(string from, string to, string statement, string json)
    {
        var allows = statement.Contains("\"Allow\"", StringComparison.Ordinal);
        return from switch
        {
            // a Deny that reaches further changes nothing where nothing is allowed
            "::123456789012:" => allows,
            "iam-sorry-alice" => allows || statement.Contains("NotResource", StringComparison.Ordinal),

            // another statement allows the application profiles
            ":inference-profile/*." => !json.Contains(":application-inference-profile/*", StringComparison.Ordinal),

            // digits have no case
            "StringEquals" when to.EndsWith("IgnoreCase", StringComparison.Ordinal)
                => !statement.Contains("aws:ResourceAccount", StringComparison.Ordinal),
            _ => true,
        };
    }

    // two operators of a statement may have become one
    private static JsonObject Merged(string statement)
    {
        using var document = JsonDocument.Parse(statement);
        return Merge(document.RootElement);

        static JsonObject Merge(JsonElement element)
        {
            var merged = new JsonObject();
            foreach (var property in element.EnumerateObject())
            {
                var value = property.Value.ValueKind == JsonValueKind.Object ? Merge(property.Value)
                    : JsonNode.Parse(property.Value.GetRawText())!;
                merged[property.Name] = merged[property.Name] is { } there ? Both(there, value) : value;
            }

            return merged;
        }

        static JsonNode Both(JsonNode one, JsonNode other)
        {
            if (one is JsonObject first && other is JsonObject second)
            {
                var both = first.DeepClone().AsObject();
                foreach (var (key, value) in second)
                {
                    both[key] = both[key] is { } there ? Both(there, value!) : value!.DeepClone();
                }

                return both;
            }

            return new JsonArray([.. new[] { one, other }.SelectMany(
                node => node is JsonArray array ? array.Select(each => each!.DeepClone()) : [node.DeepClone()])]);
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

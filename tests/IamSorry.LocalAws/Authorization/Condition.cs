namespace IamSorry.LocalAws.Authorization;

/// <summary>
/// One condition: operator, key and values (IAM User Guide, "Condition operators" and "Set operators"). All conditions of a
/// statement must be met; the values of one condition are alternatives.
/// </summary>
/// <remarks>
/// A missing key fails a plain operator, satisfies a negated one, <c>...IfExists</c> and <c>ForAllValues:</c>, and fails
/// <c>ForAnyValue:</c>. A key with several values under an operator without a set prefix is compared as with <c>ForAnyValue:</c>
/// (all of the values for a negated operator); AWS asks for a set prefix there and promises nothing without.
/// </remarks>
internal sealed class Condition
{
    private readonly string _key;
    private readonly SetPrefix _prefix;
    private readonly bool _ifExists;
    private readonly bool? _mustBeMissing;
    private readonly ConditionOperator? _operator;
    private readonly IReadOnlyList<ValueTest> _tests;

    private Condition(
        string key, SetPrefix prefix, bool ifExists, ConditionOperator? operation, IReadOnlyList<ValueTest> tests,
        bool? mustBeMissing)
        => (_key, _prefix, _ifExists, _operator, _tests, _mustBeMissing) = (
            key, prefix, ifExists, operation, tests, mustBeMissing);

    private enum SetPrefix
    {
        None,
        ForAllValues,
        ForAnyValue,
    }

    internal static Condition Parse(string operation, string key, IReadOnlyList<string> values, bool variables)
    {
        if (key.IndexOf(':', StringComparison.Ordinal) is <= 0 || key.Contains('$', StringComparison.Ordinal))
        {
            throw new FormatException($"conditions must be prefaced by a vendor, such as aws: {key}");
        }

        var (prefix, name) = operation.Split(':', 2) switch
        {
            ["ForAllValues", var rest] => (SetPrefix.ForAllValues, rest),
            ["ForAnyValue", var rest] => (SetPrefix.ForAnyValue, rest),
            _ => (SetPrefix.None, operation),
        };
        if (name == "Null")
        {
            return prefix == SetPrefix.None
                && values is [var text] && bool.TryParse(text, out var missing)
                ? new Condition(key, prefix, ifExists: false, null, [], missing)
                : throw new FormatException($"Null takes one of true and false and no set prefix: {operation} {key}");
        }

        var ifExists = name.EndsWith("IfExists", StringComparison.Ordinal);
        var op = ConditionOperator.Named(ifExists ? name[..^"IfExists".Length] : name)
            ?? throw new FormatException($"unknown condition operator: {operation}");
        return new Condition(key, prefix, ifExists, op, [.. values.Select(value => op.Compile(value, variables))], null);
    }

    internal bool IsMet(RequestContext context)
    {
        var values = context.Get(_key);
        if (_operator is null)
        {
            return (values.Count == 0) == _mustBeMissing;
        }

        if (values.Count == 0)
        {
            return _ifExists || _prefix switch
            {
                SetPrefix.ForAllValues => true,
                SetPrefix.ForAnyValue => false,
                _ => _operator.Negated,
            };
        }

        var all = _prefix == SetPrefix.ForAllValues || (_prefix == SetPrefix.None && _operator.Negated);
        return all ? values.All(Holds) : values.Any(Holds);

        // "not equal" holds when the value equals none of the alternatives
        bool Holds(string value) => _tests.Any(test => test(value, context)) != _operator.Negated;
    }
}

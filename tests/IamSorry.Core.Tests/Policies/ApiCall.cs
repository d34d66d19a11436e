namespace IamSorry.Tests.Policies;

/// <summary>
/// One raw IAM call of an attacker. A value <c>key of NAME</c> stands for the id of that user's first key, which is only known
/// when the call is made; <c>me</c> in a tag stands for the attacker.
/// </summary>
/// <param name="Hand">Which of the keys the attacker holds signs: 0 is the manager's first, the others were made on the
/// way.</param>
/// <param name="Action">Such as <c>CreateUser</c>.</param>
/// <param name="Parameters">As in the Query protocol.</param>
internal sealed record ApiCall(int Hand, string Action, IReadOnlyList<(string Name, string Value)> Parameters)
{
    internal const string KeyOf = "key of ";

    internal const string Me = "me";

    public override string ToString()
        => $"{Action}({string.Join(", ", Parameters.Select(p => $"{p.Name}={p.Value}"))})"
            + (Hand == 0 ? "" : $" with key {Hand}");
}

/// <summary>Who attacks, and what is tried in turn.</summary>
/// <param name="Manager">The attacker: a manager of the namespace.</param>
/// <param name="Path">Where its user lives.</param>
/// <param name="Tagged">Whether <c>alice-mgr</c> has its <c>owner</c> tag, as the printed steps give it.</param>
/// <param name="Calls">The calls, one after the other.</param>
internal sealed record Attack(string Manager, string Path, bool Tagged, IReadOnlyList<ApiCall> Calls)
{
    public override string ToString()
        => $"{Manager} under {Path}, alice-mgr "
            + $"{(Tagged ? "tagged" : "without a tag")}:{string.Concat(Calls.Select(call => $"\n  {call}"))}";

    /// <summary>The same attack with fewer calls, or with one parameter less.</summary>
    internal static IEnumerable<Attack> Shrink(Attack attack)
    {
        for (var size = attack.Calls.Count / 2; size > 0; size /= 2)
        {
            for (var start = 0; start + size <= attack.Calls.Count; start += size)
            {
                yield return attack with { Calls = [.. attack.Calls.Take(start), .. attack.Calls.Skip(start + size)] };
            }
        }

        for (var i = 0; i < attack.Calls.Count; i++)
        {
            var call = attack.Calls[i];
            if (call.Hand > 0)
            {
                yield return attack with
                {
                    Calls = [
                    .. attack.Calls.Take(i), call with { Hand = 0 }, .. attack.Calls.Skip(i + 1)]
                };
            }

            for (var j = 0; j < call.Parameters.Count; j++)
            {
                var shorter = call with { Parameters = [.. call.Parameters.Take(j), .. call.Parameters.Skip(j + 1)] };
                yield return attack with { Calls = [.. attack.Calls.Take(i), shorter, .. attack.Calls.Skip(i + 1)] };
            }
        }
    }
}

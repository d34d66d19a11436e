namespace IamSorry.OpenSsh;

/// <summary>What an agent can do for a key.</summary>
public enum AgentState
{
    /// <summary>There is none, or it does not answer.</summary>
    NotThere,

    /// <summary>It answers, and does not hold the key.</summary>
    LacksKey,

    /// <summary>It holds the key.</summary>
    HoldsKey,
}

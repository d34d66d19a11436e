namespace IamSorry.Doctor.Agents;

/// <summary>A coding agent whose settings are known, as far as it documents them.</summary>
internal interface IAgent
{
    /// <summary>What its settings come to; null where it has none here.</summary>
    AgentReport? Look(AgentScene scene);
}

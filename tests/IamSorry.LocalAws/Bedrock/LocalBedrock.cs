namespace IamSorry.LocalAws;

/// <summary>A foundation model, and how far this account is with it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Provider">Who makes it.</param>
public sealed record BedrockModel(string Id, string Provider)
{
    /// <summary>Whether it is called by its id.</summary>
    public bool IsOnDemand { get; init; }

    /// <summary>The groups of regions that it has an inference profile for: <c>eu</c>, <c>global</c>.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>ACTIVE or LEGACY.</summary>
    public string Lifecycle { get; init; } = "ACTIVE";

    /// <summary>What it answers with.</summary>
    public string Output { get; init; } = "TEXT";

    /// <summary>AVAILABLE, PENDING, NOT_AVAILABLE or ERROR.</summary>
    public string Agreement { get; init; } = "AVAILABLE";

    /// <summary>Whether its provider wants to know first what it is for, and was not told.</summary>
    public bool LacksUseCase { get; init; }

    internal bool IsEnabled => Agreement == "AVAILABLE" && !LacksUseCase;
}

/// <summary>What Amazon Bedrock knows of this account: set up by tests, asked by calls.</summary>
public sealed class LocalBedrock
{
    /// <summary>The models.</summary>
    public List<BedrockModel> Models { get; } =
    [
        new("amazon.nova-lite-v1:0", "Amazon") { IsOnDemand = true, Groups = ["eu"] },
        new("amazon.titan-image-generator-v2:0", "Amazon") { IsOnDemand = true, Output = "IMAGE" },
        new("anthropic.claude-3-haiku-20240307-v1:0", "Anthropic") { IsOnDemand = true, Groups = ["eu"] },
        new("anthropic.claude-instant-v1", "Anthropic") { IsOnDemand = true, Lifecycle = "LEGACY" },
        new("anthropic.claude-opus-4-8", "Anthropic") { Groups = ["eu", "global"], Agreement = "NOT_AVAILABLE" },
        new("anthropic.claude-sonnet-4-5-20250929-v1:0", "Anthropic") { Groups = ["eu", "global"] },
    ];

    /// <summary>Regions that the account has not switched on: whoever comes is unknown there.</summary>
    public HashSet<string> DisabledRegions { get; } = new(StringComparer.Ordinal);

    /// <summary>How many inference profiles a page holds.</summary>
    public int PageSize { get; set; } = 4;

    /// <summary>The models that ran: each would have cost money.</summary>
    public List<string> Ran { get; } = [];
}

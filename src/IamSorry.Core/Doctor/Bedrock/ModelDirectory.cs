using IamSorry.Aws.Bedrock;
using IamSorry.Errors;

namespace IamSorry.Doctor.Bedrock;

/// <summary>How models are called in a region.</summary>
/// <param name="region">The region.</param>
/// <param name="models">Its models; null where they could not be listed.</param>
/// <param name="profiles">Its inference profiles; null where they could not be listed.</param>
internal sealed class ModelDirectory(
    string region, IReadOnlyList<FoundationModel>? models, IReadOnlyList<InferenceProfile>? profiles)
{
    // what stands before a model's id in the id of a profile of AWS's own: the group of regions that it routes to
    private static readonly string[] Groups = ["us-gov", "us", "eu", "apac", "jp", "au", "ca", "global"];

    /// <summary>The ids that call a model here.</summary>
    public IReadOnlyList<string> CallsOf(FoundationModel model)
        => [.. model.TakesCallsByItsId ? [model.Id] : Array.Empty<string>(), .. ProfilesOf(model.Id)];

    /// <summary>The model behind an id: the id without its group, or what the profile contains.</summary>
    public string ModelOf(string id)
        => profiles?.FirstOrDefault(profile => profile.Id == id || profile.Arn == id)?.ModelIds is [var model, ..] ? model
            : GroupOf(id) is { } group ? id[(group.Length + 1)..] : id;

    /// <summary>What can be said of an id before it is called; null where it is to be called.</summary>
    public Finding? Foresee(string id)
    {
        if (models?.FirstOrDefault(model => model.Id == id) is { } model)
        {
            return model.TakesCallsByItsId ? null : NeedsProfile(id);
        }

        var isListed = profiles?.Any(profile => profile.Id == id || profile.Arn == id) ?? true;
        return isListed || models is null || id.StartsWith("arn:", StringComparison.Ordinal) ? null : Missing(id);
    }

    /// <summary>A model that is not called by its own id.</summary>
    public Finding NeedsProfile(string id) => new(
        Severity.Serious, "inference-profile-needed", id,
        $"'{id}' is not called by its own id in {region}: it needs an inference profile", Instead(id)
            ?? (Remedy)$"name one that contains it; in {region} the session sees none");

    /// <summary>A model or profile that this region does not have.</summary>
    public Finding Missing(string id)
    {
        var elsewhere = GroupOf(id) is { } group && Instead(id) is not null
            ? $": '{group}.' is for other regions" : "";
        return new Finding(
            Severity.Serious, "wrong-region", id, $"there is no '{id}' in {region}{elsewhere}", Instead(id)
                ?? (Remedy)"use a region that has it, or see what this one has, without naming a model");
    }

    private Remedy? Instead(string id)
        => ProfilesOf(ModelOf(id)) is [_, ..] others ? $"use {string.Join(" or ", others)}"
            : models?.Any(model => model.TakesCallsByItsId && model.Id == ModelOf(id)) == true ? $"use {ModelOf(id)}" : null;

    private IReadOnlyList<string> ProfilesOf(string model)
        => [.. (profiles ?? []).Where(profile => profile.ModelIds.Contains(model)).Select(profile => profile.Id)];

    private static string? GroupOf(string id)
        => Array.Find(Groups, group => id.StartsWith(group + ".", StringComparison.Ordinal));
}

using IamSorry.Aws;
using IamSorry.Credentials;
using IamSorry.Errors;
using IamSorry.Reporting;

namespace IamSorry.Keys;

/// <summary>
/// Creates an access key although replies get lost: a key whose reply was lost is of no use to anybody, so it is found and
/// deleted. Whoever asks has written to a journal before, and holds the lock of the user.
/// </summary>
internal sealed class KeyCreation(IIamGateway iam, TimeProvider clock, IReporter reporter)
{
    // a lost request cannot create its key later than this after the journal was written: a call ends after 20 s, its repetitions
    // included, and what was sent by then may be carried out a little later. The narrower, the less can a key that somebody else
    // makes at the same time be taken for ours.
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(90);

    // IAM may list a key some seconds late
    private static readonly TimeSpan ListingLag = TimeSpan.FromSeconds(20);

    /// <summary>
    /// The earliest moment a key created from now on can bear. CreateDate is in whole seconds of the service's clock; without a
    /// Date header ours stands in, with room for its error.
    /// </summary>
    public static DateTimeOffset Earliest(DateTimeOffset? serverTime, TimeProvider clock)
        => serverTime is { } time ? time - TimeSpan.FromSeconds(1) : clock.GetUtcNow() - TimeSpan.FromMinutes(1);

    /// <summary>
    /// Whether a reply was lost: then IAM may still make, or list, the key of that call after it was looked for in vain, whatever
    /// it answered to the next call.
    /// </summary>
    public bool LostAReply { get; private set; }

    /// <summary>Creates the key; after a lost reply once more.</summary>
    /// <exception cref="AwsException">AWS refused; there is no key, unless <see cref="LostAReply"/>.</exception>
    /// <exception cref="LostReplyException">A second reply was lost too; there may be a key.</exception>
    public async Task<AccessKey> RunAsync(PendingKey pending, bool isNewUser, CancellationToken cancellation)
    {
        try
        {
            try
            {
                return await CreateAsync(pending.User, isNewUser, cancellation);
            }
            catch (LostReplyException)
            {
                // its secret is lost with the reply
                LostAReply = true;
                reporter.Progress("no reply to CreateAccessKey; looking for a key it may have left");
                await DeleteLostAsync(pending, ListingLag, cancellation);
                return await CreateAsync(pending.User, isNewUser, cancellation);
            }
        }
        catch (AwsException error) when (error.Code == "LimitExceeded")
        {
            throw await FullUserAsync(pending.User, error, cancellation);
        }
    }

    /// <summary>Deletes the key that an earlier run asked for, if there is one.</summary>
    public Task DeleteLostAsync(PendingKey pending, CancellationToken cancellation)
        => DeleteLostAsync(pending, clock.GetUtcNow() - pending.Since < ListingLag ? ListingLag : TimeSpan.Zero, cancellation);

    /// <summary>Deletes a key that an earlier run made.</summary>
    public async Task DeleteLeftBehindAsync(string user, string keyId, CancellationToken cancellation)
    {
        await iam.DeleteAccessKeyAsync(user, keyId, cancellation);
        reporter.Done($"deleted key {AccessKey.Shorten(keyId)} of '{user}', left behind by an interrupted run");
    }

    private Task<AccessKey> CreateAsync(string user, bool isNewUser, CancellationToken cancellation)
        => UserPropagation.RunAsync(
            () => iam.CreateAccessKeyAsync(user, cancellation), user, isNewUser, clock, reporter, cancellation);

    // a key nobody knows the secret of: created in the window of the lost call and never used
    private Task<AccessKeySummary?> DeleteLostAsync(PendingKey pending, TimeSpan patience, CancellationToken cancellation)
        => Retry.UntilAsync(
            async () =>
            {
                var lost = await FindLostAsync(pending, cancellation);
                if (lost.Count > 1)
                {
                    throw new IamSorryException(
                        $"one of the keys of '{pending.User}' was left behind by an interrupted run, and it cannot be told "
                        + $"which: "
                        + string.Join(", ", lost.Select(each => each.Id)),
                        new Remedy("delete the one that is not yours", KeySlots.DeleteCommand(pending.User, "ID")));
                }

                if (lost is [var key])
                {
                    await iam.DeleteAccessKeyAsync(pending.User, key.Id, cancellation);
                    reporter.Done($"deleted key {AccessKey.Shorten(key.Id)} of '{pending.User}', left behind by a lost reply");
                    return key;
                }

                return null;
            },
            patience,
            static _ => { },
            clock,
            cancellation);

    private async Task<IReadOnlyList<AccessKeySummary>> FindLostAsync(PendingKey pending, CancellationToken cancellation)
    {
        IReadOnlyList<AccessKeySummary> keys;
        try
        {
            keys = await iam.ListAccessKeysAsync(pending.User, cancellation);
        }
        catch (AwsException error) when (error.Code == "NoSuchEntity")
        {
            return [];
        }

        var lost = new List<AccessKeySummary>();
        foreach (
            var key in keys.Where(
                key => key.Id != pending.Besides && key.Created >= pending.Since && key.Created <= pending.Since + Window))
        {
            if ((await iam.GetAccessKeyLastUsedAsync(key.Id, cancellation)).LastUsed is null)
            {
                lost.Add(key);
            }
        }

        return lost;
    }

    private async Task<AwsException> FullUserAsync(string user, AwsException error, CancellationToken cancellation)
    {
        var keys = await KeySlots.DescribeAsync(iam, await iam.ListAccessKeysAsync(user, cancellation), cancellation);
        return error.Explain(
                    $"'{user}' has as many access keys as AWS allows, so none can be made: {string.Join("; ", keys)}",
                    new Remedy("delete one that nobody needs", KeySlots.DeleteCommand(user, "ID")));
    }
}

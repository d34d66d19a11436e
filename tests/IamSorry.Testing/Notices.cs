using System.Collections.Concurrent;
using IamSorry.Reporting;

namespace IamSorry.Testing;

/// <summary>Keeps what a workflow tells.</summary>
internal sealed class Notices : IReporter
{
    private readonly ConcurrentQueue<Notice> _heard = new();

    public IReadOnlyList<string> Warnings => Of(NoticeKind.Warning);

    public IReadOnlyList<string> Done => Of(NoticeKind.Done);

    public IReadOnlyList<string> Progress => Of(NoticeKind.Progress);

    public IReadOnlyList<string> Plain => Of(NoticeKind.Plain);

    public IReadOnlyList<string> All => [.. _heard.Select(TextOf)];

    public void Report(Notice notice) => _heard.Enqueue(notice);

    public void Clear() => _heard.Clear();

    private List<string> Of(NoticeKind kind) => [.. _heard.Where(notice => notice.Kind == kind).Select(TextOf)];

    private static string TextOf(Notice notice) => notice.Remedy is { } remedy ? $"{notice.Text}; {remedy}" : notice.Text;
}

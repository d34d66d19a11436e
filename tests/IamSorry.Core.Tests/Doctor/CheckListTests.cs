using IamSorry.Doctor;
using NUnit.Framework;

namespace IamSorry.Tests.Doctor;

/// <summary>The list of checks: a check that stands in no list looks at nothing.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class CheckListTests
{
    [Test]
    public void NamesEveryCheckThereIs_Once()
    {
        var listed = CheckList.Offline.Cast<object>().Concat(CheckList.Online).Select(check => check.GetType()).ToList();

        var written = typeof(CheckList).Assembly.GetTypes().Where(
            type => !type.IsAbstract && (type.IsAssignableTo(typeof(ICheck)) || type.IsAssignableTo(typeof(IOnlineCheck))));

        Assert.That(listed, Is.EquivalentTo(written));
    }
}

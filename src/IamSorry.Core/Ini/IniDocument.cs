using System.Text;
using IamSorry.Errors;

namespace IamSorry.Ini;

/// <summary>
/// A credentials or config file that keeps every byte it is not asked to change: it is a list of slices of the file, and an edit
/// replaces lines in one of them. <see cref="ToBytes"/> of an unedited document is the file. Keys match without regard to case,
/// section names match exactly; sections of the same name are read as one, and the last value of a key counts. Text goes in and
/// comes out as UTF-8. Not safe for use by several threads at once, unless frozen.
/// </summary>
public sealed class IniDocument
{
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    private readonly string _fileName;
    private ReadOnlyMemory<byte> _mark;
    private readonly ReadOnlyMemory<byte> _text;

    /// <summary>The lines before the first section, then the sections in the order of the file.</summary>
    private readonly List<IniSection> _parts = [];
    private readonly IReadOnlyList<IniSection> _original;
    private Dictionary<string, IniSection>? _index;
    private IniStyle? _style;
    private bool _frozen;

    private IniDocument(ReadOnlyMemory<byte> bytes, string fileName)
    {
        _fileName = fileName;
        _mark = bytes[..(bytes.Span.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0)];
        _text = bytes[_mark.Length..];
        _original = IniSectionCutter.Cut(_text, fileName);
        _parts.AddRange(_original);
    }

    private IniDocument(IniDocument original)
    {
        (_fileName, _mark, _text, _original) = (original._fileName, original._mark, original._text, original._original);
        _parts.AddRange(_original.Select(part => part.Original()));
    }

    /// <summary>Reads a file's bytes, which must not change afterwards.</summary>
    /// <param name="bytes">The bytes; none for a file that does not exist.</param>
    /// <param name="fileName">What errors call the file.</param>
    /// <exception cref="IniFormatException">A line cannot be understood.</exception>
    public static IniDocument Parse(ReadOnlyMemory<byte> bytes, string fileName)
        => new(bytes, fileName);

    /// <summary>
    /// The file as it was before any edit here, in a document of its own: its bytes need not be understood again.
    /// </summary>
    internal IniDocument Original() => new(this);

    /// <summary>From now on it cannot be edited, and may be read by several threads at once.</summary>
    internal IniDocument Freeze()
    {
        _ = Index;
        _frozen = true;
        return this;
    }

    /// <summary>
    /// The names of the sections, each once, in the order of the file. Names that are not UTF-8 are left out: nobody can ask for
    /// them.
    /// </summary>
    public IReadOnlyCollection<string> SectionNames
        => [.. _parts.Select(part => part.Name).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>Grows whenever a section is added or removed.</summary>
    internal int Version { get; private set; }

    /// <summary>The file as it now is.</summary>
    public byte[] ToBytes()
    {
        var bytes = GC.AllocateUninitializedArray<byte>(_mark.Length + _parts.Sum(part => part.Length));
        _mark.Span.CopyTo(bytes);
        var rest = bytes.AsSpan(_mark.Length);
        foreach (var part in _parts)
        {
            rest = part.CopyTo(rest);
        }

        return bytes;
    }

    /// <summary>Whether there is a section of this name.</summary>
    public bool Contains(string section) => Index.ContainsKey(section);

    /// <summary>How many sections bear this name.</summary>
    public int CountSections(string section) => Instances(section).Count();

    /// <summary>
    /// The value of a key; null when the section or the key is missing. A value of several lines is joined by LF, as botocore
    /// reads it.
    /// </summary>
    public string? Get(string section, string key)
        => Find(section, Lookup(key)) is var (part, index) && part is not null ? part.ValueAt(index) : null;

    /// <summary>
    /// Every value the key has in the section, in the order of the file; more than one when the key is repeated. The last one
    /// counts.
    /// </summary>
    public IReadOnlyList<string> GetAll(string section, string key)
    {
        var bytes = Lookup(key);
        return [.. Instances(section).SelectMany(
            part => part.KeyLines().Where(line => part.HasKey(line, bytes)).Select(part.ValueAt))];
    }

    /// <summary>The keys of a section in lower case, each once.</summary>
    public IReadOnlyCollection<string> Keys(string section)
        => [.. Instances(section)
            .SelectMany(part => part.KeyLines().Select(line => Encoding.UTF8.GetString(part.Lines[line].Name).ToLowerInvariant()))
            .Distinct(StringComparer.Ordinal)];

    /// <summary>
    /// Sets a key: only the bytes of its value change. A repeated key is changed where it counts, at its last place. A missing
    /// key goes after the last key of the section, a missing section to the end of the file.
    /// </summary>
    /// <exception cref="InvalidInputException">Name, key or value cannot be written so that every AWS program reads it
    /// back.</exception>
    public void Set(string section, string key, string value)
    {
        RequireEditable();
        var (keyBytes, valueBytes) = (IniRules.Key(key), IniRules.Value(value));
        if (Find(section, keyBytes) is var (found, index) && found is not null)
        {
            // Writing what is there already must not tidy up blanks or continuation lines.
            if (found.ValueAt(index) != value)
            {
                found.SetValue(index, valueBytes);
            }

            return;
        }

        AddSection(section);
        var last = Instances(section).Last();
        last.InsertKey(keyBytes, valueBytes, Style, IndentationAfter(last));
    }

    /// <summary>
    /// Sets a key and removes its repetitions, so that no older value (an unsealed secret) stays behind; and spells it so that
    /// every SDK sees it, as <c>key = value</c> with the key as it is given here.
    /// </summary>
    /// <exception cref="InvalidInputException">As for <see cref="Set"/>.</exception>
    public void SetAndDeduplicate(string section, string key, string value)
    {
        Set(section, key, value);
        var bytes = Lookup(key);
        var (kept, keptIndex) = Find(section, bytes);
        kept!.Spell(keptIndex, bytes);
        foreach (var part in Instances(section))
        {
            part.RemoveKeys(bytes, before: part == kept ? keptIndex : int.MaxValue);
        }
    }

    /// <summary>Whether a key is spelt so that every SDK sees it, where it counts; false where it is missing too.</summary>
    public bool IsSpelt(string section, string key)
        => Find(section, Lookup(key)) is var (part, index) && part?.Lines[index].IsSpelt(Lookup(key)) == true;

    /// <summary>Removes a key with all its repetitions, and says whether there was one.</summary>
    public bool Remove(string section, string key)
    {
        RequireEditable();
        var bytes = Lookup(key);
        var removed = false;
        foreach (var part in Instances(section))
        {
            removed |= part.RemoveKeys(bytes, before: int.MaxValue);
        }

        return removed;
    }

    /// <summary>Whether the file begins with a byte order mark.</summary>
    public bool HasMark => !_mark.IsEmpty;

    /// <summary>Takes the byte order mark away.</summary>
    public void RemoveMark()
    {
        RequireEditable();
        _mark = default;
    }

    /// <summary>Adds an empty section at the end, after a blank line; does nothing when there is one of this name.</summary>
    /// <exception cref="InvalidInputException">The name cannot be written.</exception>
    public void AddSection(string name)
    {
        RequireEditable();
        if (Contains(name))
        {
            return;
        }

        byte[] header = [(byte)'[', .. IniRules.SectionName(name), (byte)']', .. Style.Newline];
        _parts[^1].EndWithBlankLine(Style.Newline);
        var section = new IniSection(header, name);
        _parts.Add(section);
        Index.Add(name, section);
        Version++;
    }

    /// <summary>
    /// Removes all sections of this name and says whether there was one. Comments after a section's last key stay: they may speak
    /// of what follows.
    /// </summary>
    /// <exception cref="IamSorryException">An indented section follows, which would then read as part of the key
    /// above.</exception>
    public bool RemoveSection(string name)
    {
        RequireEditable();
        if (!Contains(name))
        {
            return false;
        }

        // of all sections of this name, before the first is removed
        IniSectionCutter.RequireSafeRemoval(_parts, name, _fileName);
        for (var i = _parts.Count - 1; i > 0; i--)
        {
            if (_parts[i].Name == name)
            {
                _parts[i - 1].Append(_parts[i].TrailingComments());
                _parts.RemoveAt(i);
            }
        }

        _index = null;
        Version++;
        return true;
    }

    private Dictionary<string, IniSection> Index => _index ??= BuildIndex();

    private IniStyle Style => _style ??= IniStyle.Of(_text.Span, _parts);

    private void RequireEditable()
    {
        if (_frozen)
        {
            throw new InvalidOperationException(
                "what was read to be looked at is not edited; edits go through ProfileStore.EditAsync");
        }
    }

    private Dictionary<string, IniSection> BuildIndex()
    {
        var index = new Dictionary<string, IniSection>(_parts.Count, StringComparer.Ordinal);
        for (var i = _parts.Count - 1; i >= 0; i--)
        {
            if (_parts[i].Name is { } name)
            {
                _parts[i].Next = index.GetValueOrDefault(name);
                index[name] = _parts[i];
            }
        }

        return index;
    }

    private IEnumerable<IniSection> Instances(string section)
    {
        for (var part = Index.GetValueOrDefault(section); part is not null; part = part.Next)
        {
            yield return part;
        }
    }

    private (IniSection? Part, int Index) Find(string section, byte[] key)
    {
        (IniSection?, int) found = (null, -1);
        foreach (var part in Instances(section))
        {
            found = part.LastIndexOf(key) is var index and >= 0 ? (part, index) : found;
        }

        return found;
    }

    /// <summary>
    /// A key in a section that has none must not be indented less than a section line below it, or that line would become part of
    /// its value.
    /// </summary>
    private ReadOnlySpan<byte> IndentationAfter(IniSection section)
    {
        var next = section.HasKeys ? _parts.Count : _parts.LastIndexOf(section) + 1;
        return next < _parts.Count ? _parts[next].HeaderIndentation : [];
    }

    private static byte[] Lookup(string key) => Encoding.UTF8.GetBytes(key);
}

using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Sync.Policy.Reading;

/// <summary>
/// Builds the tree from the parser's events. The parser's own tree gives up at the first key that stands twice;
/// this one reports it and reads on.
/// </summary>
internal sealed class YamlTree
{
    private readonly Dictionary<AnchorName, YamlPart> _anchors = [];
    private readonly IParser _parser;
    private readonly MistakeList _mistakes;

    private YamlTree(string yaml, MistakeList mistakes) =>
        (_parser, _mistakes) = (new Parser(new StringReader(yaml)), mistakes);

    /// <returns>Null if there is nothing that could be read; then the mistakes say why.</returns>
    public static YamlPart? Load(string yaml, MistakeList mistakes)
    {
        var tree = new YamlTree(yaml, mistakes);
        try
        {
            return tree.Document();
        }
        catch (YamlException exception)
        {
            tree.Refuse(LineOf(exception.Start), exception.Message);
        }
        catch (InvalidOperationException)
        {
            // The scanner trips over some unclosed brackets; it was still well at the last event.
            tree.Refuse(LineOf(tree._parser.Current?.End ?? Mark.Empty), "A bracket or quote is not closed");
        }

        return null;
    }

    private void Refuse(int line, string problem) => _mistakes.Add(
        line, "", $"The file is not valid YAML: {problem.TrimEnd('.')}.",
        "Look at the indentation, quotes and brackets of this line and of those beside it.");

    private YamlPart? Document()
    {
        _parser.Consume<StreamStart>();
        if (!_parser.TryConsume<DocumentStart>(out _))
        {
            _mistakes.Add(1, "", "The file is empty.", "Start it with 'version: 1', then 'connections:' and 'routes:'.");
            return null;
        }

        var root = Part("");
        _parser.Consume<DocumentEnd>();
        if (_parser.TryConsume<DocumentStart>(out var second))
        {
            _mistakes.Add(
                LineOf(second.Start), "", "A second document starts here.", "Remove the line '---': one file holds one document.");
        }

        return root;
    }

    private YamlPart Part(string path)
    {
        var anchor = _parser.Current is NodeEvent node ? node.Anchor : AnchorName.Empty;
        var part = _parser.Current switch
        {
            MappingStart => Map(path),
            SequenceStart => List(path),
            AnchorAlias => Alias(),
            _ => Text(_parser.Consume<Scalar>()),
        };
        if (!anchor.IsEmpty)
        {
            _anchors[anchor] = part;
        }

        return part;
    }

    private YamlMap Map(string path)
    {
        var line = LineOf(_parser.Consume<MappingStart>().Start);
        var entries = new List<YamlEntry>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = Key();
            var value = Part(PathOf(path, key.Value));
            if (entries.Find(entry => entry.Key == key.Value) is { } first)
            {
                _mistakes.Add(
                    key.Line, PathOf(path, key.Value), $"The key '{key.Value}' stands here a second time.",
                    $"Remove it here or in line {first.Line}: only one of them can count.");
                continue;
            }

            entries.Add(new YamlEntry(key.Value, key.Line, value));
        }

        return new YamlMap(entries, line);
    }

    private YamlText Key() => _parser.TryConsume<Scalar>(out var key)
        ? Text(key)
        : throw new YamlException(_parser.Current!.Start, _parser.Current.End, "A key must be a plain word");

    private YamlList List(string path)
    {
        var line = LineOf(_parser.Consume<SequenceStart>().Start);
        var items = new List<YamlPart>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Part($"{path}[{items.Count}]"));
        }

        return new YamlList(items, line);
    }

    private YamlPart Alias()
    {
        var alias = _parser.Consume<AnchorAlias>();
        return _anchors.TryGetValue(alias.Value, out var part)
            ? part
            : throw new YamlException(alias.Start, alias.End, $"'*{alias.Value}' refers to nothing above it");
    }

    private static YamlText Text(Scalar scalar) =>
        new(scalar.Value, scalar.Style is ScalarStyle.Plain or ScalarStyle.Any, LineOf(scalar.Start));

    public static string PathOf(string parent, string key) => parent.Length == 0 ? key : $"{parent}.{key}";

    private static int LineOf(Mark mark) => (int)mark.Line;
}

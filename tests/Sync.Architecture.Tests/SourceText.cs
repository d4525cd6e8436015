using System.Text;

namespace Sync.Architecture.Tests;

/// <summary>A C# file taken apart: its code without comments and text, and the text between its quotes.</summary>
internal sealed class SourceText
{
    private readonly StringBuilder _code = new();
    private readonly List<string> _strings = [];
    private readonly string _text;
    private int _at;

    private SourceText(string text) => _text = text;

    public string Code => _code.ToString();

    public IReadOnlyList<string> Strings => _strings;

    public static SourceText Of(string text)
    {
        var source = new SourceText(text);
        while (source._at < text.Length)
        {
            source.Step();
        }

        return source;
    }

    private void Step()
    {
        if (Starts("//"))
        {
            Skip("\n", 0);
        }
        else if (Starts("/*"))
        {
            Skip("*/", 2);
        }
        else if (Starts("\"\"\""))
        {
            var quotes = _text[_at..].TakeWhile(c => c == '"').Count();
            Take(_at + quotes, new string('"', quotes));
        }
        else if (_text[_at] == '"')
        {
            Quoted();
        }
        else if (_text[_at] == '\'' && Character() is { } length)
        {
            _at += length;
        }
        else
        {
            _code.Append(_text[_at++]);
        }
    }

    private void Quoted()
    {
        var verbatim = _at > 0 && (_text[_at - 1] == '@' || (_at > 1 && _text[_at - 1] == '$' && _text[_at - 2] == '@'));
        var start = ++_at;
        while (_at < _text.Length && (_text[_at] != '"' || (verbatim && Starts("\"\""))))
        {
            _at += (verbatim ? Starts("\"\"") : _text[_at] == '\\') ? 2 : 1;
        }

        _strings.Add(_text[start..Math.Min(_at, _text.Length)]);
        _at++;
    }

    private int? Character() => _text[Math.Min(_at + 1, _text.Length - 1)] == '\\'
        ? _text.IndexOf('\'', Math.Min(_at + 3, _text.Length)) is var end and > 0 ? end - _at + 1 : null
        : _at + 2 < _text.Length && _text[_at + 2] == '\'' ? 3 : null;

    private void Take(int start, string end)
    {
        var stop = _text.IndexOf(end, start, StringComparison.Ordinal);
        stop = stop < 0 ? _text.Length : stop;
        _strings.Add(_text[start..stop]);
        _at = stop + end.Length;
    }

    private void Skip(string end, int beyond)
    {
        var stop = _text.IndexOf(end, _at + beyond, StringComparison.Ordinal);
        _at = stop < 0 ? _text.Length : stop + beyond;
    }

    private bool Starts(string with) => string.CompareOrdinal(_text, _at, with, 0, with.Length) == 0;
}

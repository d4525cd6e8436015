using Sync.Contracts;

namespace Sync.Mapper.Tests;

public sealed class ItemKeyTests
{
    [Theory]
    [InlineData("4711", 4711, 1, 1, 0)]
    [InlineData("4711#9", 4711, 1, 1, 9)]
    [InlineData("4711:2/5", 4711, 2, 5, 0)]
    [InlineData("4711:2/5#9", 4711, 2, 5, 9)]
    [InlineData("4711:100/100>sales", 4711, 100, 100, 0)]
    [InlineData("4711:2/5#9>sales:1/7#3", 4711, 2, 5, 9)]
    public void A_key_is_taken_apart(string key, long delivery, int part, int parts, int replay)
    {
        var read = ItemKey.Read(key);

        Assert.Equal(new ItemKey(delivery, part, parts, replay), read);
        Assert.Equal(key.Split('>')[0], $"{read}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("f81d4fae-7dec-11d0-a765-00a0c91e6bf6")]
    [InlineData("1:")]
    [InlineData("1:2")]
    [InlineData("1:2/")]
    [InlineData("1:0/5")]
    [InlineData("1:6/5")]
    [InlineData("1:-1/5")]
    [InlineData("99999999999999999999999:1/")]
    public void What_names_no_part_is_one_part(string key) => Assert.Equal((1, 1), (ItemKey.Read(key).Part, ItemKey.Read(key).Parts));
}

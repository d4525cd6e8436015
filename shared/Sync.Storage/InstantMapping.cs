using System.Data;
using Dapper;

namespace Sync.Storage;

/// <summary>Lets Dapper read a <c>timestamptz</c> as an instant with offset zero; PostgreSQL's driver gives a UTC date and time.</summary>
internal sealed class InstantMapping : SqlMapper.TypeHandler<DateTimeOffset>
{
    public static void Register()
    {
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
        SqlMapper.AddTypeHandler(new InstantMapping());
    }

    public override DateTimeOffset Parse(object value) => value is DateTime utc ? new DateTimeOffset(utc) : (DateTimeOffset)value;

    public override void SetValue(IDbDataParameter parameter, DateTimeOffset value) => parameter.Value = value.UtcDateTime;
}

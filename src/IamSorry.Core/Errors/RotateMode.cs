namespace IamSorry.Errors;

/// <summary>How a rotation of the manager's key goes on.</summary>
public enum RotateMode
{
    /// <summary>From the start, or from where it stopped, to the end.</summary>
    Whole,

    /// <summary>The old key stays, inactive.</summary>
    KeepOld,

    /// <summary>The old key, kept before, goes.</summary>
    Finish,

    /// <summary>The old key comes back, and the new one goes.</summary>
    Rollback,
}

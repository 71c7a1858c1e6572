namespace ResearchKit.Kernel.Jupyter.ZeroMq;

/// <summary>Options of sockets, with libzmq's numbers.</summary>
internal enum ZmqOption
{
    /// <summary>What a subscriber wants.</summary>
    Subscribe = 6,

    /// <summary>Whether more frames of the message follow.</summary>
    ReceiveMore = 13,

    /// <summary>How many milliseconds closing waits for messages to go out.</summary>
    Linger = 17,

    /// <summary>The largest frame that is taken from others; a larger one ends the connection.</summary>
    MaximumFrame = 22,

    /// <summary>How many messages may wait to be sent to one peer.</summary>
    SendLimit = 23,

    /// <summary>How many milliseconds receiving waits.</summary>
    ReceiveTimeout = 27,

    /// <summary>Whether a router takes over an identity that comes from a new connection.</summary>
    RouterHandover = 56,

    /// <summary>Whether IPv6 addresses are understood.</summary>
    IPv6 = 42,
}

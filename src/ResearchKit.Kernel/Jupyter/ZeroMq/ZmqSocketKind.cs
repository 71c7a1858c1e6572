namespace ResearchKit.Kernel.Jupyter.ZeroMq;

/// <summary>The kinds of ZeroMQ socket in use here, with libzmq's numbers.</summary>
internal enum ZmqSocketKind
{
    /// <summary>Sends to all subscribers.</summary>
    Publish = 1,

    /// <summary>Receives what it subscribed to.</summary>
    Subscribe = 2,

    /// <summary>Asks and waits for the answer.</summary>
    Request = 3,

    /// <summary>Answers one question at a time.</summary>
    Reply = 4,

    /// <summary>Talks to a router.</summary>
    Dealer = 5,

    /// <summary>Talks to many dealers, each of which it knows by an identity.</summary>
    Router = 6,
}

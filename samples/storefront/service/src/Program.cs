using Storefront;

return args switch
{
    [] => await Shop.Serve(),
    ["self-test", var junit] => SelfTest.Run(junit),
    ["answers", var port, var version, var pid, var seconds] =>
        Answers.Wait(int.Parse(port), version, pid, TimeSpan.FromSeconds(int.Parse(seconds))),
    ["visit", var seconds, var perSecond, .. var addresses] =>
        await Visitors.Run(TimeSpan.FromSeconds(int.Parse(seconds)), double.Parse(perSecond), addresses),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        storefront                                      serves the shop; PORT and DATA come from the environment
        storefront self-test FILE                       runs the checks and writes JUnit XML
        storefront answers PORT VERSION PID SECONDS     waits until that version answers, while that process lives
        storefront visit SECONDS PER-SECOND ADDRESS...  sends visitors to every address
        """);
    return 2;
}

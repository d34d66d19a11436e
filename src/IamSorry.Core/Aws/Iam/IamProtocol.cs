using System.Globalization;
using System.Net;
using System.Xml;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace IamSorry.Aws.Iam;

/// <summary>
/// IAM's Query protocol on the AWS SDK's pipeline: a form POST, an XML reply. Signing, retries and clock-skew correction stay
/// the SDK's.
/// </summary>
internal static class IamProtocol
{
    public static InvokeOptions Options { get; } = new()
    {
        RequestMarshaller = new Marshaller(),
        ResponseUnmarshaller = new Unmarshaller(),
    };

    private sealed class Marshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
    {
        public IRequest Marshall(AmazonWebServiceRequest input)
        {
            var call = (IamRequest)input;
            var request = new DefaultRequest(call, "Amazon.IdentityManagement") { HttpMethod = "POST", ResourcePath = "/" };
            request.Parameters.Add("Action", call.Action);
            request.Parameters.Add("Version", "2010-05-08");
            foreach (var (name, value) in call.Parameters)
            {
                request.Parameters.Add(name, value);
            }

            return request;
        }
    }

    private sealed class Unmarshaller : XmlResponseUnmarshaller
    {
        // no IAM reply iam-sorry asks for comes near this; a larger one is not IAM
        private const int MaxReplyCharacters = 1 << 20;

        public override AmazonWebServiceResponse Unmarshall(XmlUnmarshallerContext context)
        {
            var root = Load(context.Stream);
            return new IamReply
            {
                Result = root.Elements().FirstOrDefault(e => e.Name.LocalName.EndsWith("Result", StringComparison.Ordinal))
                    ?? root,
                ServerTime = ParseDate(context.ResponseData?.GetHeaderValue("Date")),
                ResponseMetadata = new ResponseMetadata { RequestId = RequestId(root) },
            };
        }

        public override AmazonServiceException UnmarshallException(
            XmlUnmarshallerContext context, Exception innerException, HttpStatusCode statusCode)
        {
            // <ErrorResponse><Error><Type/><Code/><Message/></Error><RequestId/></ErrorResponse>
            XElement root;
            try
            {
                root = Load(context.Stream);
            }
            catch (XmlException malformed)
            {
                // the status is all that it says
                return new AmazonServiceException("", malformed, ErrorType.Unknown, "", "", statusCode);
            }

            var error = IamReply.Child(root, "Error") ?? root;
            var type = IamReply.OwnText(IamReply.Child(error, "Type")) == "Sender" ? ErrorType.Sender : ErrorType.Receiver;
            var message = IamReply.OwnText(IamReply.Child(error, "Message")) ?? "";
            return new AmazonServiceException(
                message, innerException, type, IamReply.OwnText(IamReply.Child(error, "Code"))
                    ?? "", RequestId(root), statusCode);
        }

        private static XElement Load(Stream stream)
        {
            var settings = new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
                MaxCharactersInDocument = MaxReplyCharacters,
            };
            using var reader = XmlReader.Create(stream, settings);
            return XDocument.Load(reader).Root ?? throw new XmlException("the reply is empty");
        }

        private static string? RequestId(XElement root)
            => IamReply.OwnText(root.Descendants().FirstOrDefault(e => e.Name.LocalName == "RequestId"));

        private static DateTimeOffset? ParseDate(string? header)
            => DateTimeOffset.TryParse(header, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date
                : null;
    }
}

"""What `make deploy` and `make undeploy` are made of: the steps, AWS, and Alexa's command line.

The stack goes through boto3, which self-hosting needs anyway: SAM's own command line would be some hundred packages
more, for an upload and a change set. The skill goes through Alexa's own command line, which keeps the sign-in, so that
no token passes through here.
"""

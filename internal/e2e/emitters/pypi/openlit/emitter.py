import os

import openlit


def start():
    openlit.init(
        otlp_endpoint=os.environ["OTEL_EXPORTER_OTLP_ENDPOINT"],
        application_name=os.environ["OTEL_SERVICE_NAME"],
        pricing_json=os.path.join(os.path.dirname(__file__), "pricing.json"),  # or it is downloaded
    )
